"""A lead, its consent and what is to be told to the outside are written together, once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from frontdesk.leads.receipt import Receipt
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import ConsentRow, LeadEventRow, LeadRow
from frontdesk.store.outbox_store import SqlOutbox
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.session import Database, open_database
from tests.factories import NOON, make_enquiry, make_lead, make_outbox_entry

pytestmark = pytest.mark.store


@pytest.fixture
def store(database: Database) -> SqlLeadStore:
    return SqlLeadStore(database)


@pytest.fixture
def outbox(database: Database) -> SqlOutbox:
    return SqlOutbox(database)


def _counts(database: Database) -> list[int]:
    with database.reading() as session:
        tables = (LeadRow, ConsentRow, OutboxRow, LeadEventRow)
        return [session.scalars(select(func.count()).select_from(table)).one() for table in tables]


def test_a_lead_is_read_as_it_was_recorded(store: SqlLeadStore) -> None:
    lead = make_lead()
    assert store.record_lead(lead, []) == Receipt(lead.reference, lead.due_at)
    assert store.get(lead.reference) == lead


def test_what_a_visitor_skipped_stays_unknown(store: SqlLeadStore) -> None:
    skipped = dict.fromkeys(("phone", "investment_eur", "investment_original", "jobs", "timeline"))
    lead = make_lead(enquiry=make_enquiry(**skipped, words={}))
    store.record_lead(lead, [])
    assert store.get(lead.reference) == lead


@pytest.mark.parametrize("amount", ["0.10", "0.1", "40000000", "2500000.55", "999999999999999999.99"])
def test_amounts_are_exact(store: SqlLeadStore, amount: str) -> None:
    lead = make_lead(enquiry=make_enquiry(investment_eur=Decimal(amount)))
    store.record_lead(lead, [])
    found = store.get(lead.reference)
    assert found is not None
    assert found.enquiry.investment_eur == Decimal(amount)


def test_lead_consent_and_outbox_are_written_together(
    store: SqlLeadStore, outbox: SqlOutbox, database: Database
) -> None:
    entries = [make_outbox_entry(payload={}), make_outbox_entry(payload={}, created_at=NOON + timedelta(seconds=1))]
    store.record_lead(make_lead(), entries)
    assert _counts(database) == [1, 1, 3, 1]
    assert [entry for entry in outbox.unplanned() if entry.topic == "lead.recorded"] == entries


def test_a_failure_in_the_middle_writes_nothing(store: SqlLeadStore, database: Database) -> None:
    twice = make_outbox_entry()
    with pytest.raises(Exception, match=r"(?i)unique"):
        store.record_lead(make_lead(), [twice, twice])
    assert _counts(database) == [0, 0, 0, 0]


def test_the_same_enquiry_is_recorded_once(store: SqlLeadStore, database: Database) -> None:
    lead = make_lead()
    again = replace(lead, reference="WAL-26-OTHER")
    assert store.record_lead(lead, [make_outbox_entry()]).reference == lead.reference
    assert store.record_lead(again, [make_outbox_entry()]).reference == lead.reference
    assert _counts(database) == [1, 1, 2, 1]


def test_a_reference_that_is_taken_is_replaced_wherever_it_is_told(store: SqlLeadStore, outbox: SqlOutbox) -> None:
    lead = make_lead(reference="WAL-26-7K3M9Q")
    other = make_lead(reference=lead.reference)
    store.record_lead(lead, [])
    reference = store.record_lead(other, [make_outbox_entry(payload={"reference": other.reference})]).reference
    told = Counter(entry.payload["reference"] for entry in outbox.unplanned())
    assert told == {lead.reference: 1, reference: 2}
    assert reference != lead.reference
    assert reference.startswith("WAL-26-")
    assert len(reference) == len(lead.reference)
    assert store.get(reference) == replace(other, reference=reference)


def test_the_same_enquiry_eight_times_at_once_is_one_lead(database_url: str) -> None:
    lead = make_lead()
    databases = [open_database(database_url, wait_seconds=20) for _ in range(8)]
    gate = threading.Barrier(8)

    def run(number: int) -> str:
        store, mine = SqlLeadStore(databases[number]), replace(lead, reference=f"WAL-26-00000{number}")
        store.get(mine.reference)  # connected before the race
        gate.wait()
        return store.record_lead(mine, [make_outbox_entry()]).reference

    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(run, range(8)))
    assert len(references) == 1
    assert _counts(databases[0]) == [1, 1, 2, 1]
    for database in databases:
        database.close()


def test_leads_are_listed_newest_first(store: SqlLeadStore) -> None:
    leads = [make_lead(created_at=NOON + timedelta(hours=hours)) for hours in (2, 0, 1)]
    for lead in leads:
        store.record_lead(lead, [])
    assert list(store.list_leads()) == [leads[0], leads[2], leads[1]]
