"""Spans of years in what a visitor types: "between 1980 and 2000", "avant 1960", "in de jaren negentig"."""

import re
from dataclasses import dataclass

from frontdesk.facts.period_words import (
    AFTER,
    BEFORE,
    BESIDE,
    BETWEEN,
    CENTURY,
    DECADE_FIGURES,
    DECADE_WORDS,
    HAPPENED,
    LONE,
    ROMAN,
    SINCE,
    SINGLE,
    UNTIL,
)
from frontdesk.facts.text_shape import folded

_BETWEEN, _BEFORE, _UNTIL = re.compile(BETWEEN), re.compile(BEFORE), re.compile(UNTIL)
_AFTER, _SINCE, _SINGLE = re.compile(AFTER), re.compile(SINCE), re.compile(SINGLE)
_LONE = re.compile(LONE)
_DECADE, _CENTURY = re.compile(DECADE_FIGURES), re.compile(CENTURY)
_HAPPENED, _BESIDE = re.compile(HAPPENED), re.compile(BESIDE)
_OLDEST_DECADE = 3  # "the 30s" are the 1930s, "the 20s" and "the 10s" ours


@dataclass(frozen=True, slots=True)
class Period:
    """Years from ``first`` to ``last``, both included; none where it is open. ``bare`` says that nothing else was asked."""

    first: int | None = None
    last: int | None = None
    bare: bool = False

    def holds(self, year: int) -> bool:
        """Tell whether a year lies in it."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)

    def distance(self, year: int) -> int:
        """Return how many years lie between a year and the period."""
        return max(0, (self.first or year) - year, year - (self.last or year))

    @property
    def is_year(self) -> bool:
        """Tell whether it is one year."""
        return self.first is not None and self.first == self.last


def period_in(text: str) -> Period | None:
    """Return the period a text names."""
    plain = folded(text)
    found = _span(plain)
    if found is None:
        return None
    (first, last), (start, end) = found
    rest = _BESIDE.sub(" ", f"{plain[:start]} {plain[end:]}")
    return Period(first, last, bare=not any(character.isalnum() for character in rest))


def asks_for_events(text: str) -> bool:
    """Tell whether a text asks what happened, in so many words."""
    return _HAPPENED.search(folded(text)) is not None


type _Found = tuple[tuple[int | None, int | None], tuple[int, int]]


def _span(plain: str) -> _Found | None:
    if match := _BETWEEN.search(plain):
        years = sorted(int(year) for year in match.groups() if year)
        return (years[0], years[-1]), match.span()
    for pattern, bounds in (
        (_BEFORE, lambda year: (None, year - 1)),
        (_UNTIL, lambda year: (None, year)),
        (_AFTER, lambda year: (year + 1, None)),
        (_SINCE, lambda year: (year, None)),
    ):
        if match := pattern.search(plain):
            return bounds(int(match[1])), match.span()
    return _ten_years(plain) or _century(plain) or _one_year(plain)


def _ten_years(plain: str) -> _Found | None:
    if match := _DECADE.search(plain):
        hundred, ten = [group for group in match.groups()[0::2] if group], [g for g in match.groups()[1::2] if g]
        century = int(hundred[0]) if hundred else (19 if int(ten[0]) >= _OLDEST_DECADE else 20)
        first = century * 100 + int(ten[0]) * 10
        return (first, first + 9), match.span()
    # The longest wins: "soixante-dix" begins like "soixante".
    words = [(match, first) for pattern, first in DECADE_WORDS.items() if (match := re.search(pattern, plain))]
    if not words:
        return None
    match, first = max(words, key=lambda found: found[0].end())
    return (first, first + 9), match.span()


def _century(plain: str) -> _Found | None:
    match = _CENTURY.search(plain)
    if match is None:
        return None
    number = int(match[1]) if match[1] else ROMAN[match[2]]
    return ((number - 1) * 100, number * 100 - 1), match.span()


def _one_year(plain: str) -> _Found | None:
    match = _SINGLE.search(plain) or _LONE.search(plain)
    return ((int(match[1]), int(match[1])), match.span()) if match else None
