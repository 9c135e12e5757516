"""The way visitors' messages reach Rasa."""
