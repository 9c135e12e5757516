"""The form of a text that the search looks through: words in lower case, without accents or punctuation, single spaces."""

import unicodedata

LONGEST_WORD = 64  # letters; a database refuses words of thousands, and a lead must never be refused


def search_text(*parts: str | None) -> str:
    """Return the parts as one searchable text: of 'Liège' and 'ann@acme.example' it makes 'liege ann acme example'."""
    return " ".join(search_words(" ".join(part for part in parts if part)))


def search_words(text: str) -> list[str]:
    """Return the words of a text as they are searched. Whatever is typed, they are letters and digits only."""
    plain = _decomposed(_decomposed(text).casefold())  # again, since folding may compose ('İ')
    spaced = "".join(letter if letter.isalnum() else _space_for(letter) for letter in plain)
    return [word[:LONGEST_WORD] for word in spaced.split()]


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _space_for(mark: str) -> str:
    """Return what stands where a character was that is no letter: nothing for an accent, which belongs to its letter."""
    return "" if unicodedata.combining(mark) else " "
