"""Facts are found by words of any language; what is named is found before what is merely mentioned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from frontdesk.facts.book import FactBook, FactVersion
from frontdesk.facts.model import Fact, FactStatus
from frontdesk.services.search_facts import FactCatalogue, FactSearch, Order
from frontdesk.values import Language
from tests.factories import NOON, FixedClock, make_book, make_fact, make_source

NAMED = make_fact(id="exports-value", topic="statistics", subject="wallonia", attribute="exports", value="13 bn")
MENTIONED = make_fact(id="port", subject="port", statement=dict.fromkeys(Language, "A port that handles exports."))
FRENCH = make_fact(id="soil", subject="soil", caution={Language.FR: "Étude préliminaire de la région"})


@dataclass
class Held:
    """What a store holds, and how often it was read."""

    facts: Sequence[Fact]
    version: int = 1
    reads: list[str] = field(default_factory=list)

    def knowledge_version(self) -> int:
        return self.version

    def book(self) -> FactBook:
        self.reads.append("book")
        return make_book(*self.facts)

    def current(self) -> tuple[FactVersion, ...]:
        return tuple(
            FactVersion(fact, 1, "ann", "", NOON + timedelta(hours=number)) for number, fact in enumerate(self.facts)
        )


def catalogue(*facts: Fact) -> FactCatalogue:
    store: Any = Held(facts)
    return FactCatalogue(store, FixedClock())


def found(search: FactSearch, *facts: Fact) -> list[str]:
    held = catalogue(*(facts or (MENTIONED, NAMED, FRENCH))).current()
    return [one.fact.id for one in held.find(search).facts]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("exports", ["exports-value", "port"]),
        ("EXPORT", ["exports-value", "port"]),
        ("etude region", ["soil"]),
        ("Étude", ["soil"]),
        ("exports port", ["port", "exports-value"]),
        ("exports zebra", []),
        ("andle", ["port"]),
        ("an", []),
        ("", ["port", "exports-value", "soil"]),
        ("  !? ", ["port", "exports-value", "soil"]),
    ],
)
def test_every_word_must_be_there_and_names_come_first(words: str, ids: list[str]) -> None:
    assert found(FactSearch(words)) == ids


def test_what_is_retracted_is_never_due_for_review() -> None:
    late = make_fact(id="late", review_by=date(2026, 1, 1))
    gone = make_fact(id="gone", review_by=date(2026, 1, 1), status=FactStatus.RETRACTED)
    expired = make_fact(id="expired", valid_until=date(2025, 1, 1))
    assert found(FactSearch(overdue=True, order=Order.REVIEW), late, gone, expired, make_fact()) == ["expired", "late"]


def test_lists_are_in_the_order_asked_for() -> None:
    first, second = make_fact(id="a", review_by=date(2027, 2, 1)), make_fact(id="b", review_by=date(2027, 1, 1))
    assert found(FactSearch(order=Order.ID), second, first) == ["a", "b"]
    assert found(FactSearch(order=Order.REVIEW), first, second) == ["b", "a"]
    assert found(FactSearch(order=Order.CHANGED), first, second) == ["b", "a"]


def test_sources_without_a_date_are_told_apart() -> None:
    dated = make_fact(id="dated", source=make_source(dated=True))
    assert found(FactSearch(undated=True), dated, make_fact(id="undated")) == ["undated"]


def test_facts_are_read_again_only_where_they_or_the_day_changed() -> None:
    store: Any = Held((NAMED,))
    clock = FixedClock()
    held = FactCatalogue(store, clock)
    held.current()
    held.current()
    assert len(store.reads) == 1
    store.version += 1
    held.current()
    clock.move(timedelta(days=1))
    assert held.current().today == clock.now().date()
    assert len(store.reads) == 3
