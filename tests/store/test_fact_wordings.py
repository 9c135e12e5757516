"""What visitors teach: an approved wording is an example question at once, in the fact's history, and survives the next import."""

from datetime import timedelta

import pytest

from frontdesk.facts.errors import FactNotFound
from frontdesk.services.review import Wording
from frontdesk.store.fact_store import SqlFactStore
from frontdesk.store.session import Database
from frontdesk.values import Language
from tests.factories import NOON, make_book, make_fact

pytestmark = pytest.mark.store

BOOK = make_book(make_fact(), make_fact(id="ucb-today"))
WORDING = Wording("ucb-founded", Language.NL, "sinds wanneer bestaat UCB")


@pytest.fixture
def store(database: Database) -> SqlFactStore:
    store = SqlFactStore(database)
    take_over(store)
    return store


def take_over(store: SqlFactStore) -> int:
    changed = store.import_book(BOOK, author="import", reason="files", at=NOON, retract_missing=True)
    return len(changed.superseded)


def learn(store: SqlFactStore, *wordings: Wording) -> int:
    return len(store.learn(wordings, author="Ann", reason="review", at=NOON + timedelta(hours=1)))


def examples(store: SqlFactStore, fact_id: str = "ucb-founded") -> tuple[str, ...]:
    fact = store.knowledge(NOON.date()).fact(fact_id)
    assert fact is not None
    return fact.examples[Language.NL]


def test_a_learned_wording_is_an_example_with_its_author_in_the_history(store: SqlFactStore) -> None:
    before = store.knowledge_version()
    assert learn(store, WORDING) == 1
    assert store.knowledge_version() == before + 1
    assert examples(store)[-1] == WORDING.text
    latest = store.history("ucb-founded")[-1]
    assert (latest.version, latest.author, latest.reason) == (2, "Ann", "review")
    assert len(store.history("ucb-today")) == 1


def test_a_wording_the_fact_has_changes_nothing(store: SqlFactStore) -> None:
    learn(store, WORDING)
    before = store.knowledge_version()
    shouted = Wording("ucb-founded", Language.NL, WORDING.text.upper())
    assert learn(store, WORDING, shouted) == 0
    assert store.knowledge_version() == before


def test_two_wordings_of_one_fact_are_one_version(store: SqlFactStore) -> None:
    assert learn(store, WORDING, WORDING, Wording("ucb-founded", Language.NL, "oprichting UCB")) == 1
    assert examples(store)[-2:] == (WORDING.text, "oprichting UCB")


def test_the_next_import_of_the_files_keeps_what_was_learned(store: SqlFactStore) -> None:
    learn(store, WORDING)
    assert take_over(store) == 0
    assert examples(store)[-1] == WORDING.text


def test_what_was_learned_can_be_learned_again_after_going_back(store: SqlFactStore) -> None:
    learn(store, WORDING)
    store.restore("ucb-founded", 1, author="Ann", reason="back", at=NOON)
    assert WORDING.text not in examples(store)
    assert learn(store, WORDING) == 1
    assert examples(store)[-1] == WORDING.text


def test_a_fact_that_does_not_exist_learns_nothing_and_nor_do_the_others(store: SqlFactStore) -> None:
    with pytest.raises(FactNotFound):
        learn(store, WORDING, Wording("no-such-fact", Language.EN, "x"))
    assert WORDING.text not in examples(store)


def unlearn(store: SqlFactStore, wording: Wording) -> bool:
    return store.unlearn(wording, author="Ann", reason="taken back", at=NOON) is not None


def test_a_wording_that_is_taken_back_stays_away(store: SqlFactStore) -> None:
    learn(store, WORDING)
    assert unlearn(store, WORDING)
    assert WORDING.text not in examples(store)
    assert take_over(store) == 0
    assert WORDING.text not in examples(store)
    assert not unlearn(store, WORDING)


def test_an_example_that_the_files_have_is_not_taken_back(store: SqlFactStore) -> None:
    before = examples(store)
    assert not unlearn(store, Wording("ucb-founded", Language.NL, before[0]))
    assert examples(store) == before
