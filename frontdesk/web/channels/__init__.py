"""Messengers: one adapter each, which proves who delivers, reads it, and sends answers in the messenger's own way."""
