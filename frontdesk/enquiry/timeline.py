"""When a project would start: quarters, halves, early/mid/late, months, seasons, 'next year', 'in 18 months', 'as soon as possible'."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from dateparser import parse as parse_date

from frontdesk.enquiry import timeline_words as say
from frontdesk.enquiry.numerals import WORD_PATTERN, number
from frontdesk.enquiry.period import ASAP, Period, in_months
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import cut, fold, looks_like_words
from frontdesk.values import Language

_LATEST = 40  # years ahead; further off is a slip of the keyboard
_DATEPARSER_LIMIT = 40  # characters; a longer text is no date
_ORDINALS = "|".join(f"(?P<o{n}>{pattern})" for n, pattern in say.ORDINAL.items())
_MONTHS = "|".join(f"(?P<m{n}>(?:{pattern}))" for n, pattern in enumerate(say.MONTHS, 1))
_SEASONS = "|".join(f"(?P<s{n}>{pattern})" for n, pattern in say.SEASONS.items())
_BARE_YEAR = r"(?P<year>20[2-6]\d)"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")


_ASAP = re.compile(say.ASAP)
_QUARTERS = (
    _compile(rf"[qtk]\s?(?P<n>[1-4]){say.OF}{say.WHICH_YEAR}"),
    _compile(rf"{_BARE_YEAR}\s*[-/ ]?\s*[qtk]\s?(?P<n>[1-4])"),
    _compile(rf"(?:{_ORDINALS})\s*(?:{say.QUARTER}){say.OF}(?:{say.OF}{say.WHICH_YEAR})?"),
    _compile(r"[qtk](?P<n>[1-4])"),
)
_HALVES = (
    _compile(rf"[hs]\s?(?P<n>[12]){say.OF}{say.WHICH_YEAR}"),
    _compile(rf"{_BARE_YEAR}\s*[-/ ]?\s*[hs](?P<n>[12])"),
    _compile(rf"(?:{_ORDINALS})\s*(?:{say.HALF}){say.OF}(?:{say.OF}{say.WHICH_YEAR})?"),
    _compile(r"h(?P<n>[12])"),
)
_PARTS = _compile(
    rf"(?:(?P<early>{say.EARLY})|(?P<mid>{say.MID})|(?P<late>{say.LATE})){say.OF}{say.OF}{say.WHICH_YEAR}"
)
_MONTH = (
    _compile(rf"(?:{_MONTHS})\.?{say.OF}{say.WHICH_YEAR}"),
    _compile(rf"{_BARE_YEAR}[-/.](?P<n>0[1-9]|1[0-2])(?:[-/.]\d{{1,2}})?"),
    _compile(rf"(?:\d{{1,2}}[-/.])?(?P<n>0?[1-9]|1[0-2])[-/.]{_BARE_YEAR}"),
)
_SEASON = _compile(rf"(?:{_SEASONS}){say.OF}{say.WHICH_YEAR}")
_SPAN = _compile(
    rf"(?:(?P<within>{say.WITHIN})\s)?{say.OF}(?P<low>\d{{1,3}}|{WORD_PATTERN})(?:\s*(?:-|to|a|bis|tot|or|ou|of|oder)\s*(?P<high>\d{{1,3}}|{WORD_PATTERN}))?"
    rf"\s*(?:next\s)?(?:(?P<years>{say.YEARS})|(?P<months>{say.MONTH_UNITS})|(?P<weeks>{say.WEEKS}))"
)
_YEARS = (
    _compile(rf"(?P<from>20[2-6]\d)\s*(?:-|/|to|a|bis|tot|et|and|or|ou|of|oder|en|und)\s*{_BARE_YEAR}"),
    _compile(r"(?P<from>20[2-6]\d)\s?[-/]\s?(?P<short>[2-6]\d)"),
    _compile(say.WHICH_YEAR),
)

type _Reader = Callable[[re.Match[str], date, Language], Period | None]


def parse(text: str, language: Language, *, today: date) -> Reading[str]:
    """Return the first period in the text in its stored form. What is over, or more than forty years off, is no plan."""
    return _first(text, language, today, strict=False) or _by_dateparser(text, language, today)


def find(text: str, language: Language, *, today: date) -> Reading[str]:
    """Return the first period that is one wherever it stands: '10 years' alone may be anything, 'in 10 years' is a plan."""
    return _first(text, language, today, strict=True)


def _first(text: str, language: Language, today: date, *, strict: bool) -> Reading[str]:
    folded = fold(text)
    asap = _ASAP.search(folded)
    if asap is not None:
        return Parsed(ASAP, cut(text, asap.start(), asap.end()))
    for pattern, reader in _readers():
        for match in pattern.finditer(folded):
            period = reader(match, today, language)
            if period is not None and _is_plan(period, today) and not (strict and _is_bare_span(match)):
                return Parsed(str(period), cut(text, match.start(), match.end()))
    return None


def _readers() -> list[tuple[re.Pattern[str], _Reader]]:
    return [
        *((pattern, _quarter) for pattern in _QUARTERS),
        *((pattern, _half) for pattern in _HALVES),
        (_PARTS, _part),
        *((pattern, _month) for pattern in _MONTH),
        (_SEASON, _season),
        (_SPAN, _span),
        *((pattern, _years) for pattern in _YEARS),
    ]


def _is_bare_span(match: re.Match[str]) -> bool:
    return match.re is _SPAN and match["within"] is None


def _is_plan(period: Period, today: date) -> bool:
    return not period.is_over(today) and period.first[0] <= today.year + _LATEST


def _year(match: re.Match[str], today: date) -> int:
    """Return the year said; 0 where none is."""
    said = {name: value for name, value in match.groupdict().items() if value}
    if "year" in said:
        return int(said["year"])
    if "short" in said:
        return 2000 + int(said["short"])
    for name, ahead in (("this", 0), ("next", 1), ("later", 2)):
        if name in said:
            return today.year + ahead
    return 0


def _counted(match: re.Match[str], letter: str) -> int:
    """Return which of the numbered groups matched, or the number in group n."""
    said = {name: value for name, value in match.groupdict().items() if value}
    if "n" in said:
        return int(said["n"])
    return next((int(name[1:]) for name in said if re.fullmatch(rf"{letter}\d+", name)), 0)


def _quarter(match: re.Match[str], today: date, _language: Language) -> Period | None:
    month = _counted(match, "o") * 3 - 2
    year = _year(match, today) or today.year + (month + 2 < today.month)
    return Period.of(year, month, 3)


def _half(match: re.Match[str], today: date, _language: Language) -> Period | None:
    which = min(_counted(match, "o"), 2)  # 'last half' is the second
    month = which * 6 - 5
    year = _year(match, today) or today.year + (month + 5 < today.month)
    return Period.of(year, month, 6)


def _part(match: re.Match[str], today: date, _language: Language) -> Period | None:
    month = 1 if match["early"] else 5 if match["mid"] else 9
    return Period.of(_year(match, today), month, 4)


def _month(match: re.Match[str], today: date, _language: Language) -> Period | None:
    return Period.of(_year(match, today), _counted(match, "m"), 1)


def _season(match: re.Match[str], today: date, _language: Language) -> Period | None:
    return Period.of(_year(match, today), _counted(match, "s"), 3)


def _span(match: re.Match[str], today: date, language: Language) -> Period | None:
    low = number(match["low"], language)
    high = number(match["high"], language) if match["high"] else low
    if match["within"] == "over" and language is not Language.NL:
        return None
    months = 12 if match["years"] else 1
    ends = [int(value * months / (4 if match["weeks"] else 1)) for value in (low, high)]
    return Period(in_months(today, min(ends)), in_months(today, max(ends)))


def _years(match: re.Match[str], today: date, _language: Language) -> Period | None:
    last = Period.of(_year(match, today))
    first = match.groupdict().get("from")
    return Period.of(int(first)).until(last) if first else last


def _by_dateparser(text: str, language: Language, today: date) -> Reading[str]:
    """Leave what no pattern knows ('le 3 mars', 'tomorrow') to dateparser, if it is short and made of words."""
    if len(text) > _DATEPARSER_LIMIT or not looks_like_words(text):
        return None
    found = parse_date(
        text,
        languages=[language.value, *(["en"] if language is not Language.EN else [])],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "PREFER_DATES_FROM": "future",
            "REQUIRE_PARTS": ["month"],
        },
    )
    if found is None:
        return None
    period = Period.of(found.year, found.month, 1)
    return Parsed(str(period), text.strip()) if _is_plan(period, today) else None
