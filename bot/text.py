"""Bounding and normalising of what visitors type, before anything else reads it."""

import re
import unicodedata

MAX_CHARACTERS = 2000
"""A longer message is cut here: the sentence encoder needs 37 s of CPU for one megabyte."""

_SPACES = re.compile(r"\s+")
_LEADING_COMMAND = re.compile(r"^[\s/]+")


def clean_text(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Return `text` in NFC, on one line, without control characters, at most `limit` characters.

    A leading "/" is removed too, so that typed text is never read as a button's payload.
    """
    kept = "".join(map(_harmless, text[: 2 * limit]))
    joined = _SPACES.sub(" ", unicodedata.normalize("NFC", kept))
    return _LEADING_COMMAND.sub("", joined)[:limit].strip()


def fold(text: str) -> str:
    """Return `text` without accents and case, for comparing names ("Liège" and "LIEGE")."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _harmless(character: str) -> str:
    if character.isspace():
        return " "
    # Cc control, Cf invisible and bidirectional marks, Cs lone surrogates, Co private use, Cn unassigned
    return "" if unicodedata.category(character).startswith("C") else character
