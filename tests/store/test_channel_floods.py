"""Whoever writes faster than anybody reads fills no disk; what was handled is soon nobody's, and gone after a month."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from frontdesk.services.channel import MOST_WAITING, Channel, ChannelEvent, Happening
from frontdesk.services.forget_channel_events import KEPT, forget_channel_events
from frontdesk.store.channel_store import SqlChannelStore
from frontdesk.store.channel_tables import ChannelEventRow
from frontdesk.store.session import Database
from frontdesk.web.channels.cleaning import cleaned
from tests.factories import NOON, FixedClock

pytestmark = pytest.mark.store
LEASE = timedelta(minutes=1)


def event(number: int, happening: Happening = Happening.SAID, peer: str = "ann") -> ChannelEvent:
    return ChannelEvent(Channel.TELEGRAM, f"update-{number}", peer, happening, text=f"words {number}")


@pytest.fixture
def store(database: Database) -> SqlChannelStore:
    return SqlChannelStore(database)


def handled(store: SqlChannelStore) -> list[Happening]:
    """Handle everything; return what it was."""
    told = []
    while (found := store.claim_event(at=NOON, lease=LEASE)) is not None:
        told.append(found.event.happening)
        store.event_handled(found.id, at=NOON)
    return told


def test_of_a_flood_as_much_is_kept_as_can_be_answered_and_that_it_was_one(store: SqlChannelStore) -> None:
    assert store.receive([event(number) for number in range(500)], at=NOON) == MOST_WAITING + 1
    assert store.receive([event(number) for number in range(500, 600)], at=NOON) == 0
    assert store.receive([event(1, peer="bob")], at=NOON) == 0  # an id is known, whoever it is said to be from
    assert store.receive([event(700, peer="bob")], at=NOON) == 1
    assert handled(store) == [Happening.SAID] * MOST_WAITING + [Happening.TOO_MANY, Happening.SAID]


def test_who_wants_to_be_erased_is_heard_in_the_middle_of_a_flood_once(store: SqlChannelStore) -> None:
    flood = [event(number) for number in range(100)]
    wishes = [event(number, Happening.ERASURE_WANTED) for number in range(100, 200)]
    assert store.receive([*flood, *wishes], at=NOON) == MOST_WAITING + 2
    assert handled(store)[-2:] == [Happening.TOO_MANY, Happening.ERASURE_WANTED]


def test_after_a_flood_everything_is_taken_again(store: SqlChannelStore) -> None:
    store.receive([event(number) for number in range(100)], at=NOON)
    handled(store)
    assert store.receive([event(number) for number in range(100, 110)], at=NOON) == 10


def test_what_was_handled_tells_neither_what_was_said_nor_by_whom(store: SqlChannelStore, database: Database) -> None:
    store.receive([event(1)], at=NOON)
    handled(store)
    with database.reading() as session:
        (row,) = session.scalars(select(ChannelEventRow))
    assert (row.event_id, row.peer, row.told) == ("update-1", "", {})
    assert store.receive([event(1)], at=NOON) == 0


def test_what_was_handled_is_forgotten_after_a_month_and_what_waits_is_not(
    store: SqlChannelStore, database: Database
) -> None:
    store.receive([event(1)], at=NOON)
    handled(store)
    store.receive([event(2)], at=NOON)
    clock = FixedClock()
    clock.move(KEPT - timedelta(seconds=1))
    assert forget_channel_events(store, clock) == 0
    clock.move(timedelta(seconds=2))
    assert forget_channel_events(store, clock) == 1
    with database.reading() as session:
        assert session.scalars(select(ChannelEventRow.event_id)).all() == ["update-2"]


def test_names_are_kept_whole_or_as_their_hash(store: SqlChannelStore) -> None:
    odd = ["x" * 500, "a\x00", "\ud800", "", "Ünï", "a b"]
    told = [cleaned(ChannelEvent(Channel.SLACK, name, name, Happening.SAID, text="hi")) for name in odd]
    assert store.receive(told, at=NOON) == len(odd)
    plain = cleaned(ChannelEvent(Channel.SLACK, "Ev1", "T1:D1", Happening.PRESSED, quick_reply="7-a'; --"))
    assert (plain.event_id, plain.peer, plain.quick_reply) == ("Ev1", "T1:D1", "")
