"""How many people a project would employ: a number or a range."""

import re

from frontdesk.enquiry import jobs_words as say
from frontdesk.enquiry.numerals import WORD_PATTERN, number
from frontdesk.enquiry.project import kinds
from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import cut, fold, words
from frontdesk.values import Language

_MOST = 100_000
_COUNT = rf"(?:\d{{1,3}}(?:[.,' ]\d{{3}})+|\d+|{WORD_PATTERN})(?![.,]?\d)"
_TO = r"\s*(?:-|/|\bto\b|\ba\b|\bet\b|\band\b|\bbis\b|\btot\b|\ben\b|\bund\b|\bor\b|\bou\b|\bof\b|\boder\b)\s*"
_ALONE = rf"(?<![\w.,€$£])(?<!^-)(?:(?:an?|une?|een|eine?)\s(?={WORD_PATTERN}))?"
_RANGE = re.compile(rf"{_ALONE}(?P<low>{_COUNT})(?P<to>{_TO})(?P<high>{_COUNT})(?P<rest>.*)", re.DOTALL)
_SINGLE = re.compile(rf"{_ALONE}(?P<low>{_COUNT})(?P<rest>.*)", re.DOTALL)
_CLAUSE = re.compile(r"[.!?;,\n](?!\d)|\s-\s")
_FEW_WORDS = 2  # beside a count that stands in a clause of its own: 'about', 'for now'
_BEFORE_NOUN = re.compile(rf"^[+-]?\s*(?:of\s|d'|de\s)?(?:(?:\w+(?:-\w+)?)\s){{0,2}}?{say.NOUN}")


def parse(text: str, language: Language) -> Reading[str]:
    """Return "50" or "50-60": the first count in the text, unless another unit follows it."""
    return _first(text, language, with_noun=False)


def count_people(text: str, language: Language) -> Reading[str]:
    """Return the first count that has a word for people or jobs behind it."""
    return _first(text, language, with_noun=True)


def find(text: str, language: Language) -> Reading[str]:
    """Return the first count of jobs to be created; '200 employees' is what a company has, unless it speaks of hiring."""
    found = count_people(text, language)
    if found is None:
        return None
    creates = re.search(say.JOBS, fold(found.words)) or re.search(say.CREATING, fold(text))
    return found if creates or _belongs_to_project(found.words, text) else None


def _belongs_to_project(count: str, text: str) -> bool:
    """Tell '30-person lab' and 'usine de vaccins, 20 personnes' from the staff a company has."""
    before, _, after = fold(text).partition(fold(count))
    opening = _CLAUSE.split(before)[-1]
    rest = _CLAUSE.split(after)[0]
    clause = f"{opening} {count} {rest}"
    if re.search(say.HAVING, fold(clause)):
        return False
    alone = len(words(opening + rest)) <= _FEW_WORDS
    return bool(kinds(f"{opening} {rest}") or (alone and kinds(before)))


def without_label(said: str) -> str:
    """Return a count as said without the word for jobs, which stands before it already where it is shown."""
    label = re.search(say.LABEL, fold(said))
    return cut(said, 0, label.start()) or cut(said, label.end(), len(said)) if label else said


def _first(text: str, language: Language, *, with_noun: bool) -> Reading[str]:
    folded = fold(text)
    for pattern in (_RANGE, _SINGLE):
        start = 0
        while (match := pattern.search(folded, start)) is not None:
            reading = _read(match, text, language, with_noun=with_noun)
            if reading is not None:
                return reading
            start = match.end("low")
    return None


def _read(match: re.Match[str], text: str, language: Language, *, with_noun: bool) -> Reading[str]:
    noun = _BEFORE_NOUN.match(match["rest"])
    if re.match(say.OTHER_UNIT, match["rest"]) or (with_noun and noun is None):
        return None
    counts = sorted({_count(match[end], language) for end in ("low", "high") if end in match.groupdict()})
    if _is_compound(match):
        counts = [sum(counts)]
    if not all(0 < count <= _MOST for count in counts):
        return None
    end = match.start("rest") + (noun.end() if noun else 0)
    return Parsed("-".join(map(str, counts)), cut(text, match.start(), end))


def _is_compound(match: re.Match[str]) -> bool:
    """Tell 'twenty-five' from '20-25'."""
    return match.groupdict().get("to") == "-" and match["low"].isalpha() and match["high"].isalpha()


def _count(written: str, language: Language) -> int:
    value = number(written, language)
    return int(value) if value == int(value) else 0
