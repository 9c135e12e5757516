"""Tells the outside: mail, chat webhooks, signed webhooks and customer databases, each an adapter on one port."""
