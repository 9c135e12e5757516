"""Whether a question asks for a detail of what was just told: all its words are those of one of those facts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from frontdesk.facts.detail_words import (
    DATED,
    DURATION,
    EMPTY,
    FREE,
    LASTS,
    MONEY,
    NUMBER,
    PAID,
    PERCENT,
    QUANTITY,
    SINCE,
    WHERE,
    YEAR,
)
from frontdesk.facts.model import Fact
from frontdesk.facts.text_shape import folded
from frontdesk.values import Language

_WORD = re.compile(r"[^\W\d_]+|\d+")
_QUANTITY, _DURATION, _WHERE = re.compile(QUANTITY), re.compile(DURATION), re.compile(WHERE)
_DATED, _MONEY = re.compile(DATED), re.compile(MONEY)
_SINCE, _LASTS, _YEAR, _NUMBER = re.compile(SINCE), re.compile(LASTS), re.compile(YEAR), re.compile(NUMBER)
_PAID, _FREE, _PERCENT = re.compile(PAID), re.compile(FREE), re.compile(PERCENT)
_LOCATION = "location"
_SHORTEST = 4  # letters of "work", with which "works" begins
_STEM_LETTERS = 5
_ENOUGH = 0.5  # of the words beside what is counted
_STEM = 0.7  # of a word's letters: "renewed" and "renewable" are told with the same


@dataclass(frozen=True, slots=True)
class Detail:
    """A fact with how much of a question's words it speaks of: in what it ``states``, and in that or the questions it answers (0 to 1)."""

    fact: Fact
    states: float
    covers: float


def asking_words(text: str, language: Language) -> tuple[str, ...]:
    """Return the words of a question that say what is asked for, folded."""
    plain = folded(text)
    for asked in (_PERCENT, _DATED, _DURATION):
        plain = asked.sub(" ", plain)
    words = _WORD.findall(_QUANTITY.sub(r" \g<noun> ", plain))
    return tuple(word for word in words if word not in EMPTY[language.value] and (len(word) > 1 or word.isdigit()))


def asks_figure(text: str) -> bool:
    """Tell whether a question asks for a number or a length of time: "up to how much?"."""
    plain = folded(text)
    return _QUANTITY.search(plain) is not None or _DURATION.search(plain) is not None


def asks_date(text: str) -> bool:
    """Tell whether a question asks for a year or a date."""
    return _DATED.search(folded(text)) is not None


def detail_of(text: str, language: Language, facts: Iterable[Fact]) -> Detail | None:
    """Return the fact that holds all a question asks for, the earlier of two as good; none where a word or a number is missing."""
    words = asking_words(text, language)
    fitting = [found for fact in facts if (found := _detail(fact, text, words, language)) is not None]
    where = _WHERE.search(folded(text)) is not None
    return max(fitting, key=lambda found: (where and _LOCATION in found.fact.attributes, found.states), default=None)


def coverage(text: str, language: Language, fact: Fact) -> Detail:
    """Return how much of a question's words a fact speaks of."""
    words = asking_words(text, language)
    return Detail(fact, _share(words, _statement(fact, language)), _share(words, _everything(fact, language)))


def lacks_kind(text: str, language: Language, fact: Fact) -> bool:
    """Tell whether a sum, a length of time, a date, a place or a number is asked for and the fact states none."""
    plain = folded(text)
    counts = _QUANTITY.search(_DURATION.sub(" ", plain)) is not None
    return _lacks(coverage(text, language, fact), plain, language) or (counts and not _has_number(fact, language))


def _detail(fact: Fact, text: str, words: tuple[str, ...], language: Language) -> Detail | None:
    plain = folded(text)
    if _FREE.search(folded(fact.statement[language])):  # is all that "does it cost anything?" asks
        text = _MONEY.sub(" ", plain)
        words = asking_words(text, language)
    found = coverage(text, language, fact)
    return found if not _lacks(found, plain, language) and _holds(found, plain, words, language) else None


def _lacks(found: Detail, plain: str, language: Language) -> bool:
    fact, told = found.fact, folded(found.fact.statement[language])
    return bool(
        (_MONEY.search(plain) and not _PAID.search(told))
        or (_DURATION.search(plain) and not _LASTS.search(told))
        or (_DATED.search(plain) and not _YEAR.search(told if _SINCE.search(plain) else f"{told} {fact.as_of}"))
        or (_WHERE.search(plain) and not (_LOCATION in fact.attributes or found.states == 1))
    )


def _has_number(fact: Fact, language: Language) -> bool:
    return _NUMBER.search(_YEAR.sub(" ", folded(fact.statement[language]))) is not None


def _holds(found: Detail, plain: str, words: tuple[str, ...], language: Language) -> bool:
    """Tell whether a fact holds all words; what is counted must be in its statement, and a number."""
    told = _statement(found.fact, language)
    counted = _QUANTITY.search(_DURATION.sub(" ", plain))
    if counted is None or not words:
        return found.covers == 1
    noun = counted["noun"]
    if noun in words and not _is_told(noun, told):
        return False
    beside = tuple(word for word in words if word != noun)
    return _has_number(found.fact, language) and (
        _share(beside, told) >= _ENOUGH if noun in words else found.states == 1
    )


def _share(words: tuple[str, ...], told: frozenset[str]) -> float:
    return sum(_is_told(word, told) for word in words) / len(words) if words else 1.0


def _is_told(word: str, told: frozenset[str]) -> bool:
    """Tell whether a word, or one that begins like it, is among those told."""
    if word in told or word.isdigit():
        return word in told
    stem = word[: max(_STEM_LETTERS, round(len(word) * _STEM))]
    return any(one.startswith(stem) or (len(one) >= _SHORTEST and word.startswith(one)) for one in told)


@lru_cache(maxsize=2048)
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(folded(text)))


def _statement(fact: Fact, language: Language) -> frozenset[str]:
    return _words_of((fact.statement[language],)) - EMPTY[language.value]


def _everything(fact: Fact, language: Language) -> frozenset[str]:
    return _words_of((fact.statement[language], *fact.examples.get(language, ()))) - EMPTY[language.value]
