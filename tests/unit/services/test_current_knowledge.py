"""Changed facts are noticed within a second, and a new day too; a database that is away is survived."""

from datetime import date, timedelta

import pytest

from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.current_knowledge import CurrentKnowledge
from frontdesk.services.errors import StoreUnavailable
from tests.factories import NOON, FixedClock, make_fact


class Shelf:
    """A fact store that counts how often it is asked and can go away."""

    def __init__(self) -> None:
        self.version = 1
        self.asked = self.read = 0
        self.away = False
        self.seconds = 0.0

    def knowledge_version(self) -> int:
        self._check()
        self.asked += 1
        return self.version

    def knowledge(self, today: date) -> Knowledge:
        self._check()
        self.read += 1
        fact = make_fact(value=str(self.version), valid_until=NOON.date())
        return Knowledge.of([fact] if fact.holds_on(today) else [], [], [], version=self.version)

    def _check(self) -> None:
        if self.away:
            raise StoreUnavailable


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def knowledge(shelf: Shelf, clock: FixedClock) -> CurrentKnowledge:
    return CurrentKnowledge(shelf, clock, check_seconds=1.0, seconds=lambda: shelf.seconds)  # type: ignore[arg-type]


def test_many_questions_in_a_second_ask_the_store_once(shelf: Shelf, knowledge: CurrentKnowledge) -> None:
    snapshots = {id(knowledge.current()) for _ in range(50)}
    assert (len(snapshots), shelf.read, shelf.asked) == (1, 1, 0)


def test_unchanged_facts_are_not_read_again(shelf: Shelf, knowledge: CurrentKnowledge) -> None:
    knowledge.current()
    shelf.seconds = 1.0
    knowledge.current()
    assert (shelf.read, shelf.asked) == (1, 1)


def test_a_change_is_noticed_after_a_second(shelf: Shelf, knowledge: CurrentKnowledge) -> None:
    knowledge.current()
    shelf.version = 2
    assert knowledge.current().version == 1
    shelf.seconds = 1.0
    assert knowledge.current().version == 2


def test_a_fact_that_expires_overnight_is_withheld_in_the_morning(
    shelf: Shelf, clock: FixedClock, knowledge: CurrentKnowledge
) -> None:
    assert list(knowledge.current().facts) == ["ucb-founded"]
    clock.move(timedelta(days=1))
    shelf.seconds = 1.0
    assert list(knowledge.current().facts) == []


def test_the_last_known_facts_are_kept_while_the_database_is_away(shelf: Shelf, knowledge: CurrentKnowledge) -> None:
    known = knowledge.current()
    shelf.away, shelf.seconds = True, 5.0
    assert knowledge.current() is known
    shelf.away, shelf.version, shelf.seconds = False, 2, 6.0
    assert knowledge.current().version == 2


def test_without_any_facts_the_truth_is_told(shelf: Shelf, knowledge: CurrentKnowledge) -> None:
    shelf.away = True
    with pytest.raises(StoreUnavailable):
        knowledge.current()
