"""Numbers as visitors write them: digits with any separators, and the number words of four languages."""

import re
from decimal import Decimal

from frontdesk.enquiry.numeral_words import WORDS
from frontdesk.enquiry.text import fold
from frontdesk.values import Language

DIGITS = r"\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?(?!\d)"
_GROUPS_OF_THREE = re.compile(r"^\d{1,3}([.,' ])\d{3}(?:\1\d{3})*$")

_LONGEST_FIRST = sorted(WORDS, key=len, reverse=True)
WORD_PATTERN = "(?:" + "|".join(re.escape(word) for word in _LONGEST_FIRST) + r")(?![a-z])"


def number(text: str, language: Language, *, scaled: bool = False) -> Decimal:
    """Read one number. ``scaled`` says that a word such as 'million' follows: then '2.500' is English for two and a half.

    Raises ValueError where the text is neither digits with separators nor one of the number words.
    """
    folded = fold(text)
    if folded in WORDS:
        return WORDS[folded]
    if not folded or not folded[0].isdigit() or not all(char.isdecimal() or char in ".,' " for char in folded):
        raise ValueError(f"not a number: {text!r}")
    if _GROUPS_OF_THREE.match(folded) and not _is_decimal(folded, language, scaled=scaled):
        return Decimal(re.sub(r"[.,' ]", "", folded))
    return _with_decimals(folded)


def _is_decimal(folded: str, language: Language, *, scaled: bool) -> bool:
    """Tell whether a single group of three is a fraction: only before a scale word, with the decimal sign of the language."""
    sign = "." if language is Language.EN else ","
    return scaled and folded.count(sign) == 1 and not re.search(rf"[^\d{re.escape(sign)}]", folded)


def _with_decimals(folded: str) -> Decimal:
    """Read the last separator as the decimal sign, the others as separators of thousands."""
    plain = folded.replace(" ", "").replace("'", "")
    head, sign, tail = plain.rpartition("," if plain.rfind(",") > plain.rfind(".") else ".")
    whole = re.sub(r"[.,]", "", head if sign else tail)
    return Decimal(f"{whole or 0}.{tail}") if sign and tail else Decimal(whole)
