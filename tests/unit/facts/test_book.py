"""What changes when one state of the facts follows another."""

from dataclasses import replace

from frontdesk.facts.book import Changes, FactBook, changes
from frontdesk.facts.model import FactStatus
from tests.factories import make_book, make_fact, make_subject

FIRST, SECOND = make_fact(id="first"), make_fact(id="second")


def test_the_same_state_changes_nothing() -> None:
    assert changes(make_book(FIRST), make_book(FIRST)) == Changes()
    assert Changes().is_empty


def test_new_and_changed_facts_are_told_apart() -> None:
    later = replace(FIRST, value="1929")
    found = changes(make_book(FIRST), make_book(later, SECOND))
    assert (found.added, found.superseded, found.retracted) == ((SECOND,), (later,), ())
    assert not found.is_empty


def test_missing_facts_are_left_alone() -> None:
    assert changes(make_book(FIRST, SECOND), make_book(SECOND)).is_empty


def test_missing_facts_are_retracted_on_demand_and_only_once() -> None:
    gone = replace(FIRST, status=FactStatus.RETRACTED)
    assert changes(make_book(FIRST, SECOND), make_book(SECOND), retract_missing=True).retracted == (gone,)
    assert changes(make_book(gone, SECOND), make_book(SECOND), retract_missing=True).is_empty


def test_a_changed_subject_is_a_change() -> None:
    subject = make_subject(aliases=("Union Chimique",))
    current = FactBook(subjects=(make_subject(),))
    found = changes(current, FactBook(subjects=(subject,)))
    assert found.subjects == (subject,)


def test_another_order_is_a_change() -> None:
    assert changes(make_book(FIRST, SECOND), make_book(SECOND, FIRST)).reordered
    assert not changes(make_book(FIRST, SECOND), make_book(SECOND)).reordered
