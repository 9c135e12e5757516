"""What differs between two states of a fact, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from frontdesk.facts.model import Fact, Questions
from frontdesk.values import Language

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_LISTS = frozenset({"examples", "near_misses", "also_answers", "also_about"})
_TEXTS = frozenset(
    {"value", "statement", "caution", "source.title"}
)  # all other keys are compared as a whole: half a date says nothing
_NEVER_LIKE = 0.3  # below, two texts share little but their small words: one replaces the other as a whole


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A key of a fact that has another value, and how; ``language`` is there where it has one in each."""

    key: str
    pieces: tuple[Piece, ...]
    language: Language | None = None


def compare(old: Fact | None, new: Fact) -> tuple[Difference, ...]:
    """Return what ``new`` says differently, key by key; everything, where there is no ``old``."""
    before, after = _values(old) if old else {}, _values(new)
    found = []
    for place, text in after.items():
        earlier = before.get(place, "")
        if earlier != text:
            key, language = place
            how = _lines if key in _LISTS else _words if key in _TEXTS else _whole
            found.append(Difference(key, tuple(how(earlier, text)), language))
    return tuple(found)


def _values(fact: Fact) -> dict[tuple[str, Language | None], str]:
    """Return what a fact states as texts, in the order staff read them; every fact has the same places."""
    return {
        ("status", None): fact.status.value,
        ("subject", None): fact.subject,
        ("attribute", None): fact.attribute,
        ("also_answers", None): "\n".join(fact.also_answers),
        ("also_about", None): "\n".join(fact.also_about),
        ("topic", None): fact.topic,
        ("value", None): fact.value,
        ("scope", None): fact.scope.value,
        ("as_of", None): str(fact.as_of),
        ("valid_until", None): str(fact.valid_until or ""),
        ("review_by", None): str(fact.review_by),
        ("confidence", None): fact.confidence.value,
        ("source.title", None): fact.source.title,
        ("source.url", None): fact.source.url,
        ("source.retrieved", None): str(fact.source.retrieved),
        ("source.dated", None): str(fact.source.dated).lower(),
        **_in_languages("statement", fact.statement),
        **_in_languages("caution", fact.caution),
        **_in_languages("examples", _joined(fact.examples)),
        **_in_languages("near_misses", _joined(fact.near_misses)),
    }


def _in_languages(key: str, texts: Mapping[Language, str]) -> dict[tuple[str, Language | None], str]:
    return {(key, language): texts.get(language, "") for language in Language}


def _joined(questions: Questions) -> dict[Language, str]:
    return {language: "\n".join(texts) for language, texts in questions.items()}


def _lines(old: str, new: str) -> Iterator[Piece]:
    """Compare lists, whose lines are whole or not at all."""
    before, after = [line for line in old.split("\n") if line], [line for line in new.split("\n") if line]
    for change, lines in _steps(before, after):
        yield from (Piece(change, f"{line}\n") for line in lines)


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if _likeness(before, after) < _NEVER_LIKE:
        yield from _whole(old, new)
        return
    for change, words in _steps(before, after):
        yield Piece(change, "".join(words))


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Change.REMOVED, old)
    if new:
        yield Piece(Change.ADDED, new)


def _likeness(before: list[str], after: list[str]) -> float:
    old, new = ([piece for piece in pieces if not piece.isspace()] for pieces in (before, after))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[Change, list[str]]]:
    for step, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            yield Change.SAME, before[start:end]
            continue
        if end > start:
            yield Change.REMOVED, before[start:end]
        if new_end > new_start:
            yield Change.ADDED, after[new_start:new_end]
