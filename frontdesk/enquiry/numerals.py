"""Numbers as visitors write them: digits with any separators, and the number words of four languages."""

import re
from decimal import Decimal

from frontdesk.enquiry.text import fold
from frontdesk.values import Language

DIGITS = r"\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?(?!\d)"
_GROUPS_OF_THREE = re.compile(r"^\d{1,3}([.,' ])\d{3}(?:\1\d{3})*$")

WORDS = {
    **dict.fromkeys(("a", "an", "one", "un", "une", "een", "ein", "eine", "einer", "einen", "eins"), Decimal(1)),
    **dict.fromkeys(("two", "deux", "twee", "zwei"), Decimal(2)),
    **dict.fromkeys(("three", "trois", "drie", "drei"), Decimal(3)),
    **dict.fromkeys(("four", "quatre", "vier"), Decimal(4)),
    **dict.fromkeys(("five", "cinq", "vijf", "funf"), Decimal(5)),
    **dict.fromkeys(("six", "zes", "sechs"), Decimal(6)),
    **dict.fromkeys(("seven", "sept", "zeven", "sieben"), Decimal(7)),
    **dict.fromkeys(("eight", "huit", "acht"), Decimal(8)),
    **dict.fromkeys(("nine", "neuf", "negen", "neun"), Decimal(9)),
    **dict.fromkeys(("ten", "dix", "tien", "zehn"), Decimal(10)),
    **dict.fromkeys(("dozen", "douzaine", "dozijn", "dutzend", "twelve", "douze", "twaalf", "zwolf"), Decimal(12)),
    **dict.fromkeys(("fifteen", "quinze", "vijftien", "funfzehn"), Decimal(15)),
    **dict.fromkeys(("twenty", "vingt", "twintig", "zwanzig"), Decimal(20)),
    **dict.fromkeys(("vingtaine", "twintigtal"), Decimal(20)),
    **dict.fromkeys(("dizaine", "tiental"), Decimal(10)),
    **dict.fromkeys(("thirty", "trente", "dertig", "dreissig", "trentaine"), Decimal(30)),
    **dict.fromkeys(("forty", "quarante", "veertig", "vierzig", "quarantaine"), Decimal(40)),
    **dict.fromkeys(("fifty", "cinquante", "vijftig", "funfzig", "cinquantaine", "vijftigtal"), Decimal(50)),
    **dict.fromkeys(("sixty", "soixante", "zestig", "sechzig", "soixantaine"), Decimal(60)),
    **dict.fromkeys(("seventy", "septante", "zeventig", "siebzig"), Decimal(70)),
    **dict.fromkeys(("eighty", "quatre-vingts", "tachtig", "achtzig"), Decimal(80)),
    **dict.fromkeys(("ninety", "nonante", "negentig", "neunzig"), Decimal(90)),
    **dict.fromkeys(("hundred", "cent", "honderd", "hundert", "centaine", "honderdtal"), Decimal(100)),
    **dict.fromkeys(("half", "half a", "demi", "un demi", "un demi-", "halve", "een half", "een halve", "halbe", "eine halbe"), Decimal("0.5")),
    **dict.fromkeys(("anderhalf", "anderhalve", "eineinhalb", "anderthalb", "one and a half"), Decimal("1.5")),
    **dict.fromkeys(("tweeenhalf", "zweieinhalb", "two and a half", "deux et demi"), Decimal("2.5")),
    **dict.fromkeys(("couple of", "a couple of"), Decimal(2)),
}  # fmt: skip

_LONGEST_FIRST = sorted(WORDS, key=len, reverse=True)
WORD_PATTERN = "(?:" + "|".join(re.escape(word) for word in _LONGEST_FIRST) + r")(?![a-z])"


def number(text: str, language: Language, *, scaled: bool = False) -> Decimal | None:
    """Read one number. ``scaled`` says that a word such as 'million' follows: then '2.500' is English for two and a half."""
    folded = fold(text)
    if folded in WORDS:
        return WORDS[folded]
    if not folded or not folded[0].isdigit() or not all(char.isdecimal() or char in ".,' " for char in folded):
        return None
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
