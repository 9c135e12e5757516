"""The visitor's sector: one of a closed list, or the visitor's own words for another."""

import re
from functools import cache

from rapidfuzz import fuzz, process

from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.sector_words import COMPOUND_ENDINGS, NAMES, Sector
from frontdesk.enquiry.text import cut, fold, looks_like_words, trim

_LONGEST = 200  # characters of free text kept
_NEAR = 88  # rapidfuzz ratio of one misspelt word
_SHORTEST_MISSPELT = 6


def parse(text: str) -> Reading[str]:
    """Return the id of the sector named, else the visitor's words where they are words."""
    if fold(trim(text)) in set(Sector):
        return Parsed(fold(trim(text)), trim(text))
    found = find(text) or _nearly(text)
    if found is not None:
        return found
    own = trim(text)[:_LONGEST]
    return Parsed(own, own) if looks_like_words(own) else None


def find(text: str) -> Parsed[str] | None:
    """Return the most particular sector named in the text."""
    folded = fold(text)
    for sector, pattern in _patterns():
        match = pattern.search(folded)
        if match is not None:
            return Parsed(sector.value, cut(text, match.start(), match.end()))
    return None


@cache
def _patterns() -> list[tuple[Sector, re.Pattern[str]]]:
    end = rf"(?:(?!\w)|(?:{COMPOUND_ENDINGS})\b)"  # 'Impfstofffabrik' and 'vaccinfabriek' name a sector as well
    return [(sector, re.compile(rf"(?<!\w)(?:{_either(names)}){end}")) for sector, names in NAMES.items()]


def _either(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _nearly(text: str) -> Parsed[str] | None:
    """Take a word with one slip for what it is: a wrong sector does no harm, the visitor's words are kept."""
    names = {name: sector for sector, of in NAMES.items() for name in of if len(name) >= _SHORTEST_MISSPELT}
    for word in fold(text).split():
        near = process.extractOne(word, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near is not None:
            return Parsed(names[near[0]].value, trim(text))
    return None
