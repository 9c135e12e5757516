"""Deliveries on both databases: planned once, claimed by one courier, marked, listed and made due again."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from frontdesk.qualification.model import OutboxEntry
from frontdesk.services.delivery import Claim, DeliveryShelf, Destination, DestinationKind
from frontdesk.staff.member import Actor
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.delivery_lists import SqlDeliveryLists
from frontdesk.store.delivery_store import SqlDeliveries
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadEventRow
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.session import Database
from tests.factories import NOON, make_lead, make_outbox_entry

pytestmark = pytest.mark.store

HOOK = Destination("webhook-1", "Partner", DestinationKind.WEBHOOK, ("lead.recorded",))
CRM = Destination("hubspot-2", "CRM", DestinationKind.HUBSPOT, ("lead.recorded",))
MAIL = Destination("mail", "", DestinationKind.MAIL, ("staff.invited",))
SOON, LEASE, ANN = timedelta(seconds=1), timedelta(minutes=2), Actor("staff:1", 1)


def put(database: Database, *entries: OutboxEntry) -> None:
    with database.writing() as session:
        session.add_all(outbox_row(entry, None) for entry in entries)


def claim(store: SqlDeliveries, key: str = HOOK.key, after: timedelta = SOON) -> Claim | None:
    return store.claim(key, at=NOON + after, until=NOON + after + LEASE)


def claimed(store: SqlDeliveries, key: str = HOOK.key, after: timedelta = SOON) -> Claim:
    found = claim(store, key, after)
    assert found is not None
    return found


@pytest.fixture
def store(database: Database) -> SqlDeliveries:
    return SqlDeliveries(database)


@pytest.fixture
def lists(database: Database) -> SqlDeliveryLists:
    return SqlDeliveryLists(database)


def test_every_entry_becomes_one_delivery_for_each_destination_that_wants_its_topic(
    database: Database, store: SqlDeliveries, lists: SqlDeliveryLists
) -> None:
    put(database, make_outbox_entry(id="told"), make_outbox_entry(id="other", topic="other.topic"))
    off = replace(CRM, key="hubspot-3", is_active=False)
    assert store.plan((HOOK, CRM, off, MAIL), at=NOON) == 2
    assert {line.id for line in lists.lines(DeliveryShelf.WAITING)} == {"told:webhook-1", "told:hubspot-2"}
    assert store.plan((HOOK, CRM), at=NOON) == 0
    assert store.due(at=NOON) == {HOOK.key, CRM.key}


def test_couriers_that_plan_at_once_make_no_delivery_twice(database: Database, store: SqlDeliveries) -> None:
    put(database, *(make_outbox_entry(id=f"entry-{n}") for n in range(60)))
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: [store.plan((HOOK,), at=NOON, limit=7) for _ in range(6)], range(4)))
    assert sum(map(sum, counts)) == 60


def test_couriers_that_claim_at_once_never_hold_the_same(database: Database, store: SqlDeliveries) -> None:
    put(database, *(make_outbox_entry(id=f"entry-{n}") for n in range(40)))
    store.plan((HOOK,), at=NOON)
    with ThreadPoolExecutor(4) as pool:
        held = [each for got in pool.map(lambda _: [claim(store) for _ in range(15)], range(4)) for each in got if each]
    assert Counter(each.parcel.id for each in held) == {f"entry-{n}:webhook-1": 1 for n in range(40)}


def test_claim_that_was_not_answered_for_goes_to_the_next_courier(database: Database, store: SqlDeliveries) -> None:
    put(database, make_outbox_entry(payload={"reference": "WAL-1"}))
    store.plan((HOOK,), at=NOON)
    first = claimed(store)
    assert claim(store, after=LEASE - SOON) is None
    second = claimed(store, after=SOON + LEASE)
    assert (first.attempt, second.attempt) == (1, 2)
    assert second.parcel == first.parcel
    assert second.parcel.payload == {"reference": "WAL-1"}


def test_courier_whose_claim_ran_out_can_confirm_but_not_fail_it(
    database: Database, store: SqlDeliveries, lists: SqlDeliveryLists
) -> None:
    put(database, make_outbox_entry())
    store.plan((HOOK,), at=NOON)
    first = claimed(store)
    second = claimed(store, after=SOON + LEASE)
    store.mark_failed(first, "timed_out", next_attempt_at=NOON + timedelta(days=1))
    store.give_up(first, "refused 400")
    assert lists.counts()[DeliveryShelf.WAITING] == 1
    store.mark_delivered(first, at=NOON)
    store.mark_failed(second, "timed_out", next_attempt_at=NOON)
    assert lists.counts() == {**dict.fromkeys(DeliveryShelf, 0), DeliveryShelf.DELIVERED: 1}


def test_failed_delivery_is_due_when_it_was_told_to_be(
    database: Database, store: SqlDeliveries, lists: SqlDeliveryLists
) -> None:
    put(database, make_outbox_entry())
    store.plan((HOOK,), at=NOON)
    store.mark_failed(claimed(store), "server_error 503", next_attempt_at=NOON + timedelta(hours=1))
    assert claim(store, after=timedelta(minutes=59)) is None
    (line,) = lists.lines(DeliveryShelf.FAILING)
    assert (line.reason, line.detail, line.attempts) == ("server_error", "503", 1)
    assert claimed(store, after=timedelta(hours=1)).attempt == 2


def test_replay_gives_a_dead_letter_all_its_attempts_again_and_is_logged(
    database: Database, store: SqlDeliveries, lists: SqlDeliveryLists
) -> None:
    put(database, make_outbox_entry(id="told"))
    store.plan((HOOK,), at=NOON)
    assert not lists.replay("told:webhook-1", by=ANN, at=NOON), "it waits for its first attempt"
    store.give_up(claimed(store), "refused 400")
    assert store.due(at=NOON + timedelta(days=9)) == frozenset()
    assert lists.replay("told:webhook-1", by=ANN, at=NOON)
    assert not lists.replay("nobody:webhook-1", by=ANN, at=NOON)
    assert claimed(store).attempt == 1
    with database.reading() as session:
        noted = session.scalars(select(AuditRow)).one()
    assert (noted.actor, noted.action, noted.object_id) == ("staff:1", "replayed", "told:webhook-1")


def test_replay_of_a_destination_leaves_others_and_what_a_courier_holds(
    database: Database, store: SqlDeliveries, lists: SqlDeliveryLists
) -> None:
    put(database, *(make_outbox_entry(id=f"entry-{n}") for n in range(3)))
    store.plan((HOOK, CRM), at=NOON)
    for _ in range(2):
        store.give_up(claimed(store), "refused 400")
        store.give_up(claimed(store, CRM.key), "refused 400")
    store.mark_failed(claimed(store), "timed_out", next_attempt_at=NOON)
    held = claimed(store)
    assert lists.replay_all(HOOK.key, by=ANN, at=NOON + SOON) == 2
    store.mark_failed(held, "timed_out", next_attempt_at=NOON)
    assert lists.counts()[DeliveryShelf.GIVEN_UP] == 2
    assert {line.destination for line in lists.lines(DeliveryShelf.GIVEN_UP)} == {CRM.key}
    assert lists.lines(DeliveryShelf.GIVEN_UP, destination=HOOK.key) == ()


def test_line_names_the_lead_it_is_about(database: Database, store: SqlDeliveries, lists: SqlDeliveryLists) -> None:
    lead = make_lead()
    SqlLeadStore(database).record_lead(lead, [make_outbox_entry()])
    store.plan((HOOK,), at=NOON)
    assert [line.reference for line in lists.lines(DeliveryShelf.WAITING)] == [lead.reference]


def test_link_that_lets_somebody_in_is_forgotten_once_it_is_delivered(database: Database, store: SqlDeliveries) -> None:
    put(database, make_outbox_entry(topic="staff.invited", payload={"to": "a@b.example", "url": "https://desk/x"}))
    store.plan((MAIL,), at=NOON)
    store.mark_delivered(claimed(store, MAIL.key), at=NOON)
    with database.reading() as session:
        assert session.scalars(select(OutboxRow)).one().payload == {"to": "a@b.example"}


def test_lead_s_timeline_tells_once_that_its_visitor_was_sent_the_acknowledgement(
    database: Database, store: SqlDeliveries
) -> None:
    letters = replace(MAIL, topics=("visitor.acknowledgement", "visitor.answer"))
    entries = [make_outbox_entry(topic=topic, payload={"to": "a@b.example"}) for topic in letters.topics]
    SqlLeadStore(database).record_lead(make_lead(), entries)
    store.plan((letters,), at=NOON)
    for held in [claimed(store, MAIL.key), claimed(store, MAIL.key)]:
        for after in (SOON, LEASE):  # a courier whose claim had run out reports too
            store.mark_delivered(held, at=NOON + after)
    with database.reading() as session:
        told = [
            (row.kind, row.at, row.actor) for row in session.scalars(select(LeadEventRow).order_by(LeadEventRow.id))
        ]
    assert told[1:] == [("acknowledged", NOON + SOON, "system")]


def test_what_was_delivered_lately_is_counted(database: Database, store: SqlDeliveries) -> None:
    put(database, make_outbox_entry(), make_outbox_entry())
    store.plan((HOOK,), at=NOON)
    store.mark_delivered(claimed(store), at=NOON - timedelta(days=2))
    store.mark_delivered(claimed(store), at=NOON)
    assert store.delivered_since(HOOK.key, since=NOON - timedelta(days=1)) == 1
