"""Finds facts for staff: by words in any language, and by what they are, how old and whose."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.facts.book import FactVersion
from frontdesk.facts.lint import review_day
from frontdesk.facts.model import Attribute, Fact, FactStatus, Subject
from frontdesk.services.ports import Clock, FactStore
from frontdesk.values import Language, Scope

__all__ = ["FactCatalogue", "FactSearch", "Found", "HeldFact", "Holdings", "Order"]

_WORD = re.compile(r"\w+")
_HEAVY, _MIDDLE, _LIGHT = 4.0, 2.0, 1.0
_WHOLE_WORD, _INSIDE = (
    1.5,
    0.4,
)  # how much more a whole word says than the beginning of one, and how much less its middle
_SHORTEST_PART = 3  # letters of a word that may also stand inside another: "bio" in "radiobiology"


class Order(StrEnum):
    """How facts are listed."""

    BEST = "best"  # what is searched for first; without words as in the files
    REVIEW = "review"
    CHANGED = "changed"
    ID = "id"


@dataclass(frozen=True, slots=True)
class FactSearch:
    """What to look for; what is none is left open."""

    words: str = ""
    topic: str | None = None
    status: FactStatus | None = None
    scope: Scope | None = None
    subject: str | None = None
    overdue: bool = False
    undated: bool = False
    order: Order = Order.BEST


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact with its current version and the words it is found by; ``subject`` is none where nobody knows it any more."""

    version: FactVersion
    subject: Subject | None
    words: Mapping[str, float]

    @property
    def fact(self) -> Fact:
        """Return what is stated."""
        return self.version.fact


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, and how much there is."""

    facts: tuple[HeldFact, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything held at one moment, ready to be searched."""

    facts: tuple[HeldFact, ...]
    subjects: Mapping[str, Subject]
    attributes: Mapping[str, Attribute]
    today: date

    @property
    def topics(self) -> tuple[str, ...]:
        """Return every topic in alphabetical order."""
        return tuple(sorted({attribute.topic for attribute in self.attributes.values()}))

    def get(self, fact_id: str) -> HeldFact | None:
        """Return one fact."""
        return next((held for held in self.facts if held.fact.id == fact_id), None)

    def find(self, search: FactSearch, *, skip: int = 0, limit: int = 50) -> Found:
        """Return the facts that have every word and fit every filter, in the order asked for."""
        wanted = tuple(dict.fromkeys(_words(search.words)))
        fitting = [held for held in self.facts if self._fits(held.fact, search)]
        scored = [(score, held) for held in fitting if (score := _score(wanted, held.words)) is not None]
        ordered = [held for _, held in _ordered(scored, search.order)]
        return Found(tuple(ordered[skip : skip + limit]), len(ordered))

    def is_overdue(self, fact: Fact) -> bool:
        """Tell whether a fact in use is to be read again at its source."""
        return fact.status is not FactStatus.RETRACTED and review_day(fact) <= self.today

    def _fits(self, fact: Fact, search: FactSearch) -> bool:
        return (
            (search.topic is None or fact.topic == search.topic)
            and (search.status is None or fact.status is search.status)
            and (search.scope is None or fact.scope is search.scope)
            and (search.subject is None or search.subject in fact.subjects)
            and (not search.overdue or self.is_overdue(fact))
            and (not search.undated or not fact.source.dated)
        )


class FactCatalogue:
    """Everything held at this moment; read again only where facts changed or the day did."""

    def __init__(self, store: FactStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._held: tuple[int, Holdings] | None = None

    def current(self) -> Holdings:
        """Return everything that is held. Raises StoreUnavailable."""
        today = self._clock.now().date()
        with self._lock:
            version = self._store.knowledge_version()
            if self._held is None or self._held[0] != version or self._held[1].today != today:
                self._held = (version, _hold(self._store, today))
            return self._held[1]


def _hold(store: FactStore, today: date) -> Holdings:
    book, versions = store.book(), store.current()
    subjects = {subject.id: subject for subject in book.subjects}
    facts = tuple(_held(version, subjects) for version in versions)
    attributes = {attribute.id: attribute for attribute in book.attributes}
    return Holdings(facts, subjects, attributes, today)


def _held(version: FactVersion, subjects: Mapping[str, Subject]) -> HeldFact:
    fact = version.fact
    weights: dict[str, float] = {}
    for weight, text in _texts(fact, [subjects[name] for name in fact.subjects if name in subjects]):
        for word in _words(text):
            weights[word] = max(weight, weights.get(word, 0.0))
    return HeldFact(version, subjects.get(fact.subject), weights)


def _texts(fact: Fact, subjects: Iterable[Subject]) -> Iterator[tuple[float, str]]:
    for text in (fact.id, fact.value, *fact.attributes, *fact.subjects):
        yield _HEAVY, text.replace("_", " ")
    for subject in subjects:
        yield from ((_HEAVY, name) for name in (*subject.names.values(), *subject.aliases))
    for language in Language:
        yield _MIDDLE, fact.statement.get(language, "")
        yield from ((_MIDDLE, example) for example in fact.examples.get(language, ()))
        yield _LIGHT, fact.caution.get(language, "")
    yield _LIGHT, f"{fact.source.title} {fact.source.url} {fact.topic}"


def _words(text: str) -> list[str]:
    """Return words in small letters without accents: "région" is found by "region"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def _score(wanted: tuple[str, ...], words: Mapping[str, float]) -> float | None:
    """Return how well words fit; none where one of them is missing. No words fit everything alike."""
    scores = [_best(word, words) for word in wanted]
    return None if 0.0 in scores else sum(scores)


def _best(wanted: str, words: Mapping[str, float]) -> float:
    whole = words.get(wanted, 0.0) * _WHOLE_WORD
    begun = max((weight for word, weight in words.items() if word.startswith(wanted)), default=0.0)
    if whole or begun or len(wanted) < _SHORTEST_PART:
        return max(whole, begun)
    return max((weight * _INSIDE for word, weight in words.items() if wanted in word), default=0.0)


def _ordered(scored: list[tuple[float, HeldFact]], order: Order) -> list[tuple[float, HeldFact]]:
    if order is Order.REVIEW:
        return sorted(scored, key=lambda one: (review_day(one[1].fact), one[1].fact.id))
    if order is Order.CHANGED:
        return sorted(scored, key=lambda one: one[1].version.created_at, reverse=True)
    if order is Order.ID:
        return sorted(scored, key=lambda one: one[1].fact.id)
    return sorted(scored, key=lambda one: -one[0])
