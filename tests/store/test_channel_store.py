"""What messengers deliver is kept once, handled in each person's order by one process at a time, and what is unsent is found."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from frontdesk.services.channel import Channel, ChannelEvent, Happening, PartlySent
from frontdesk.services.transcript import Author
from frontdesk.store.channel_store import SqlChannelStore
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.session import Database, open_database
from tests.factories import NOON, make_conversation, make_message

pytestmark = pytest.mark.store
LEASE = timedelta(minutes=1)
ALL = tuple(Channel)


def event(number: int = 1, peer: str = "ann", **given: Any) -> ChannelEvent:
    return ChannelEvent(Channel.TELEGRAM, f"update-{number}", peer, Happening.SAID, text=f"words {number}", **given)


@pytest.fixture
def store(database: Database) -> SqlChannelStore:
    return SqlChannelStore(database)


def claimed(store: SqlChannelStore, *, after: timedelta = timedelta(0)) -> str | None:
    found = store.claim_event(at=NOON + after, lease=LEASE)
    return found.event.event_id if found else None


def test_an_event_is_read_as_it_came(store: SqlChannelStore) -> None:
    whole = event(address={"chat": "7"}, quick_reply="0-abc")
    store.receive([whole], at=NOON)
    found = store.claim_event(at=NOON, lease=LEASE)
    assert found is not None
    assert found.event == whole


def test_the_same_delivery_is_taken_once(store: SqlChannelStore) -> None:
    assert store.receive([event(1), event(1), event(2)], at=NOON) == 2
    assert store.receive([event(1), event(2), event(3)], at=NOON) == 1


def test_the_same_event_of_two_channels_is_two(store: SqlChannelStore) -> None:
    other = ChannelEvent(Channel.SLACK, "update-1", "ann", Happening.SAID, text="words")
    assert store.receive([event(1), other], at=NOON) == 2


def test_one_person_s_events_wait_for_each_other_and_others_do_not(store: SqlChannelStore) -> None:
    store.receive([event(1), event(2), event(3, peer="bob")], at=NOON)
    assert claimed(store) == "update-1"
    assert claimed(store) == "update-3"
    assert claimed(store) is None


def test_what_a_dead_process_had_claimed_is_claimed_again(store: SqlChannelStore) -> None:
    store.receive([event(1)], at=NOON)
    claimed(store)
    assert claimed(store, after=LEASE) == "update-1"


def test_a_failed_event_is_due_again_later_and_keeps_its_place(store: SqlChannelStore) -> None:
    store.receive([event(1), event(2)], at=NOON)
    found = store.claim_event(at=NOON, lease=LEASE)
    assert found is not None
    store.event_failed(found.id, next_attempt_at=NOON + timedelta(seconds=30))
    assert claimed(store) is None
    again = store.claim_event(at=NOON + timedelta(seconds=30), lease=LEASE)
    assert again is not None
    assert (again.event.event_id, again.attempts) == ("update-1", 1)


def test_what_was_said_is_forgotten_once_it_is_handled_and_still_known(
    store: SqlChannelStore, database: Database
) -> None:
    store.receive([event(1)], at=NOON)
    found = store.claim_event(at=NOON, lease=LEASE)
    assert found is not None
    store.event_handled(found.id, at=NOON)
    assert store.receive([event(1)], at=NOON) == 0
    with database.reading() as session:
        from frontdesk.store.channel_tables import ChannelEventRow  # noqa: PLC0415

        assert session.get_one(ChannelEventRow, found.id).told == {}


def test_eight_processes_at_once_keep_and_claim_each_event_once(database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=20) for _ in range(8)]
    stores, gate = [SqlChannelStore(database) for database in databases], threading.Barrier(8)

    def run(number: int) -> tuple[int, list[str]]:
        gate.wait()
        new = stores[number].receive([event(n, peer=f"peer-{n}") for n in range(10)], at=NOON)
        gate.wait()
        mine = []
        while (name := claimed(stores[number])) is not None:
            mine.append(name)
        return new, mine

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(run, range(8)))
    for database in databases:
        database.close()
    assert sum(new for new, _ in results) == 10
    names = [name for _, mine in results for name in mine]
    assert sorted(names) == sorted({f"update-{n}" for n in range(10)})


def bound(store: SqlChannelStore, database: Database, peer: str = "ann") -> str:
    conversation = make_conversation(channel="telegram")
    SqlConversationStore(database).create(conversation)
    return store.bind(event(peer=peer), conversation.id, at=NOON).conversation_id


def test_a_person_s_thread_keeps_its_first_conversation(store: SqlChannelStore, database: Database) -> None:
    first = bound(store, database)
    assert bound(store, database) == first
    found = store.thread_of(Channel.TELEGRAM, "ann")
    assert found is not None
    assert found.conversation_id == first


def test_a_thread_goes_with_its_conversation(store: SqlChannelStore, database: Database) -> None:
    SqlConversationStore(database).erase(bound(store, database))
    assert store.thread_of(Channel.TELEGRAM, "ann") is None


def test_a_thread_is_claimed_for_what_is_unsent_only(store: SqlChannelStore, database: Database) -> None:
    conversation = bound(store, database)
    conversations = SqlConversationStore(database)
    conversations.append(conversation, make_message())
    assert store.claim_thread(ALL, at=NOON, lease=LEASE) is None
    (said,) = conversations.append_all(conversation, [make_message(author=Author.ASSISTANT)])
    assert store.claim_thread([Channel.SLACK], at=NOON, lease=LEASE) is None
    thread = store.claim_thread(ALL, at=NOON, lease=LEASE)
    assert thread is not None
    assert store.claim_thread(ALL, at=NOON, lease=LEASE) is None
    store.sent(thread.id, said.id)
    store.release(thread.id, next_attempt_at=NOON, error=None)
    assert store.claim_thread(ALL, at=NOON, lease=LEASE) is None


def test_a_thread_that_could_not_be_sent_to_waits(store: SqlChannelStore, database: Database) -> None:
    conversation = bound(store, database)
    SqlConversationStore(database).append_all(conversation, [make_message(author=Author.STAFF)])
    thread = store.claim_thread(ALL, at=NOON, lease=LEASE)
    assert thread is not None
    store.release(thread.id, next_attempt_at=NOON + timedelta(minutes=1), error="429")
    assert store.claim_thread(ALL, at=NOON, lease=LEASE) is None
    again = store.claim_thread(ALL, at=NOON + timedelta(minutes=1), lease=LEASE)
    assert again is not None
    assert again.attempts == 1


def test_what_of_a_message_has_arrived_is_known_until_all_of_it_has(store: SqlChannelStore, database: Database) -> None:
    conversations, conversation = SqlConversationStore(database), make_conversation()
    conversations.create(conversation)
    told, _ = conversations.append(conversation.id, make_message(author=Author.ASSISTANT, text="long", sent_at=NOON))
    thread = store.bind(event(address={"chat": "7"}), conversation.id, at=NOON)
    assert thread.partly is None
    partly = PartlySent(told.id, 2)
    store.release(thread.id, next_attempt_at=NOON, error="503", partly=partly)
    store.bind(event(address={"chat": "8"}), conversation.id, at=NOON)  # the place has another address by now
    store.release(thread.id, next_attempt_at=NOON, error="no connection")
    found = store.claim_thread(ALL, at=NOON, lease=LEASE)
    assert found is not None
    assert (found.partly, found.parts_of(told), dict(found.address)) == (partly, 2, {"chat": "8"})
    store.sent(thread.id, told.id)
    after = store.thread_of(Channel.TELEGRAM, "ann")
    assert after is not None
    assert (after.partly, dict(after.address)) == (None, {"chat": "8"})
