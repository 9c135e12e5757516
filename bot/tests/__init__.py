"""Tests of what runs inside Rasa; `bot/.venv/bin/python -m pytest bot/tests`."""
