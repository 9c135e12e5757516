"""Answers as text in a visitor's language. Sentences live in templates and labels, never in Python."""
