"""How text is compared: folded to lower case without accents, so that 'Début' and 'debut' are the same word."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*", re.UNICODE)
_LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüæœøå]", re.IGNORECASE)
_KEYBOARD_RUNS = ("asdf", "qwer", "azerty", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "zxcv", "wxcv", "qsdf", "yxcv")
_REPEATED = re.compile(r"(.)\1{3,}")
_UNICODE_SPACES_AND_DASHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u2212": "-"})


def tidy(text: str) -> str:
    """Return the text with single spaces, straight apostrophes and plain hyphens."""
    return _SPACE.sub(" ", text.translate(_UNICODE_SPACES_AND_DASHES)).strip()


def fold(text: str) -> str:
    """Return the tidy text in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", tidy(text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def cut(text: str, start: int, end: int) -> str:
    """Return what was written where ``fold(text)[start:end]`` was found; the folded words where folding changed the length."""
    original, folded = tidy(text), fold(text)
    return (original if len(original) == len(folded) else folded)[start:end].strip()


def words(text: str) -> list[str]:
    """Return the words of a text: letters and digits, with inner apostrophes, dots and hyphens."""
    return _WORD.findall(text)


def trim(text: str) -> str:
    """Return the text without the blanks and punctuation around it."""
    return tidy(text).strip(" \t,;:.!?\"'()[]{}<>-–—…*_|/\\")


def looks_like_words(text: str) -> bool:
    """Tell whether somebody wrote words rather than hit keys: letters, a vowel, no keyboard run, no letter four times over."""
    folded = fold(text)
    if any(run in folded for run in _KEYBOARD_RUNS) or _REPEATED.search(folded):
        return False
    return any(len(run) > 1 and _VOWEL.search(run) for run in _LETTERS.findall(text)) or _is_ideographic(text)


def _is_ideographic(text: str) -> bool:
    """Scripts without vowels of our kind are taken on trust."""
    return any(char.isalpha() and char >= "\u0370" for char in text)
