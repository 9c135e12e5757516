"""The loopback client to the Rasa server."""
