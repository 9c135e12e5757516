"""Amounts of money: single or ranges, in any of the usual ways to write them; never converted."""

import re
from dataclasses import dataclass
from decimal import Decimal

from frontdesk.enquiry.currency_words import CURRENCIES, SCALES
from frontdesk.enquiry.numerals import DIGITS, WORD_PATTERN, number
from frontdesk.enquiry.reading import Doubt, DoubtKind, Parsed, Reading
from frontdesk.enquiry.text import cut, fold
from frontdesk.values import Language, Money

_LEAST = Decimal(1_000)  # less is no investment; more likely a slip or a count of something else
_SHORTEST_SPELT_SCALE = 4  # letters; after a number word only words such as 'million'
_LEAST_BARE = Decimal(10_000)  # a bare number below may be a year
_MOST = Decimal(1_000_000_000_000)
_SIGNS = {word: code for code, written in CURRENCIES.items() for word in written}


def _either(of: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(of, key=len, reverse=True))


_CURRENCY = rf"(?:{_either(list(_SIGNS))})(?![a-z])"
_SCALE = rf"(?:{_either(list(SCALES))})\.?(?![a-z0-9])"
_GLUED = r"(?:[mk](?=eur|usd|chf|gbp|€|\$|£)|[mk]d?(?=€))"  # MEUR, k€, Md€
_NUMBER = rf"(?:{DIGITS}|{WORD_PATTERN})"
_AMOUNT = rf"""
    (?:(?P<scale_before~>{_GLUED})?(?P<sign_before~>{_CURRENCY})\s*)?
    (?P<number~>(?<![\w.,]){_NUMBER}|(?<=[€$£¥₹₩₪]){_NUMBER}|(?<=[a-z]){DIGITS})
    [\s-]*(?P<scale~>{_GLUED}|{_SCALE})?
    (?:\s*(?:de\s|d'|of\s|in\s|von\s|\()?\s*(?P<sign~>{_CURRENCY}))?
"""
_TO = r"\s*(?:-|/|\bto\b|\ba\b|\bet\b|\band\b|\bbis\b|\btot\b|\ben\b|\bund\b|\bor\b|\bou\b|\bof\b|\boder\b)\s*"
_BETWEEN = r"(?:\b(?:between|entre|tussen|zwischen)\s+)?"
_RANGE = re.compile(_BETWEEN + _AMOUNT.replace("~", "_from") + _TO + _AMOUNT.replace("~", "_to"), re.VERBOSE)
_SINGLE = re.compile(_AMOUNT.replace("~", "_to"), re.VERBOSE)
_NOT_MONEY = re.compile(
    r"^\s*(?:m2|m²|square|sqm|sq|metre|meter|doses?\b|dosen|people|personen|personnes|persons|patients|patienten|vials|jobs|fte|"
    r"emplois|employes|employees|staff|litre|liter|inhabitants|habitants|inwoners|einwohner|years|ans\b|jaar|jahre|months|mois|maanden|monate|%)"
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number as written, with what stood beside it."""

    number: Decimal
    scale: Decimal | None
    currency: str | None


def parse(text: str, language: Language) -> Reading[Money]:
    """Return the first amount; a doubt where no currency is said. Amounts below a thousand are no investment."""
    return _first(text, language, strict=False)


def find(text: str, language: Language) -> Reading[Money]:
    """Return the first amount that is one wherever it stands: with a currency, or with a word or letter for its size."""
    return _first(text, language, strict=True)


def _first(text: str, language: Language, *, strict: bool) -> Reading[Money]:
    folded = fold(text)
    for pattern in (_RANGE, _SINGLE):
        for match in pattern.finditer(folded):
            reading = _read(match, text, language, strict=strict)
            if reading is not None:
                return reading
    return None


def _read(match: re.Match[str], text: str, language: Language, *, strict: bool) -> Reading[Money]:
    folded = match.string
    last = _amount(match, "_to", language)
    first = _amount(match, "_from", language) if "number_from" in match.groupdict() else last
    if _NOT_MONEY.match(folded[match.end() :]) or _is_negative(match) or _is_no_range(first, last):
        return None
    currency = last.currency or first.currency
    if strict and currency is None and last.scale is None:
        return None
    ends = sorted((first.number * (first.scale or last.scale or 1), last.number * (last.scale or 1)))
    least = _LEAST if currency or last.scale else _LEAST_BARE
    if not least <= ends[0] <= ends[1] <= _MOST:
        return None
    words = cut(text, match.start(), match.end()).strip(" -")
    words += ")" * (words.count("(") - words.count(")"))
    if currency is None:
        return Doubt(Money(ends[0], ends[1], "EUR"), words, DoubtKind.CURRENCY)
    return Parsed(Money(ends[0], ends[1], currency), words)


def _is_no_range(first: _Amount, last: _Amount) -> bool:
    """Tell '25 M€ en 2027' from '10-20 million': what has no size of its own beside what has is another number."""
    return first.scale is not None and last.scale is None


def _is_negative(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return before.endswith("-") and not before[:-1].strip()


def _amount(match: re.Match[str], which: str, language: Language) -> _Amount:
    scale = (match[f"scale{which}"] or match[f"scale_before{which}"] or "").rstrip(".")
    value = number(match[f"number{which}"], language, scaled=bool(scale))
    sign = match[f"sign_before{which}"] or match[f"sign{which}"]
    spelt = not match[f"number{which}"][0].isdigit()
    if spelt and len(scale) < _SHORTEST_SPELT_SCALE:  # 'à m.' is no million
        return _Amount(Decimal(0), None, None)
    return _Amount(value, SCALES.get(scale), _SIGNS[sign] if sign else None)
