"""The form of a text that the search looks through: lower case, without accents, single spaces."""

import unicodedata


def search_text(*parts: str | None) -> str:
    """Return the parts as one searchable text: of 'Liège' and 'Univercells' it makes 'liege univercells'."""
    whole = " ".join(part for part in parts if part)
    plain = unicodedata.normalize("NFKD", whole.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
