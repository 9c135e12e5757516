"""Texts as patterns read them: lower case, without accents, one kind of apostrophe."""

import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def folded(text: str) -> str:
    """Return the text in lower case without accents; every character keeps its place."""
    return "".join(_folded(character) for character in text.translate(_APOSTROPHES))


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character
