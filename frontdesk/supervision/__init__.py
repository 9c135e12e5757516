"""Starts, watches and stops the processes of one installation; knows nothing of what they do."""
