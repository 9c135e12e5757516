"""Trains and asks the language understanding on public data, beside what it is compared with."""
