"""The words facts are told and asked with, and how rare they are: who asks with other words asks for something else."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from frontdesk.facts.model import Fact, Subject

_WORD = re.compile(r"[^\W\d_]+|\d+")
_STEM = 5
"""Letters of a word that count: "founded", "founder" and "foundation" are told with the same word in four languages."""
_SHORTEST = 3
UNHEARD = 1.0
"""How rare a word is that no fact speaks of."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """What a fact leaves of a question: the ``share`` of its words, weighted by rarity, and how rare the ``strangest`` is; 0 to 1."""

    share: float
    strangest: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``of_fact`` holds the word stems of each fact in all languages, ``rarity`` the weight of a stem: 0 where every fact has it."""

    of_fact: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]

    @classmethod
    def of(cls, facts: Iterable[Fact], subjects: Mapping[str, Subject]) -> Self:
        """Collect the words of facts, their examples and their subjects' names."""
        of_fact = {
            fact.id: frozenset(stem for text in _texts(fact, subjects) for stem in stems(text)) for fact in facts
        }
        frequency = Counter(stem for found in of_fact.values() for stem in found)
        rarity = {stem: _rarity(times, len(of_fact)) for stem, times in frequency.items()}
        return cls(of_fact, rarity)

    def unexplained(self, asked: frozenset[str], fact_id: str) -> Unexplained:
        """Return what of a question's stems a fact does not speak of."""
        known = self.of_fact.get(fact_id, frozenset())
        weights = {stem: self._weight(stem) for stem in asked if len(stem) >= _SHORTEST}
        # "working" is told by "work", which is shorter than a stem.
        missing = [weight for stem, weight in weights.items() if stem not in known and stem[:-1] not in known]
        total = sum(weights.values())
        return Unexplained(sum(missing) / total if total else 0.0, max(missing, default=0.0))

    def _weight(self, stem: str) -> float:
        """Return how rare a word is; less for common ones."""
        return self.rarity.get(stem, UNHEARD)


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text, and its numbers."""
    return frozenset(word.casefold()[:_STEM] for word in _WORD.findall(text))


def _rarity(times: int, facts: int) -> float:
    return max(0.0, math.log((facts + 1) / (times + 0.5)) / math.log((facts + 1) / 0.5))


def _texts(fact: Fact, subjects: Mapping[str, Subject]) -> Iterable[str]:
    yield from fact.statement.values()
    for questions in fact.examples.values():
        yield from questions
    for subject in (subjects[name] for name in fact.subjects if name in subjects):
        yield from subject.names.values()
        yield from subject.aliases
