"""A lead is somebody's from the moment it is recorded, and the visitor and they are told in the same transaction."""

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from frontdesk.qualification.model import OutboxEntry
from frontdesk.services.complete_spooled import complete_spooled
from frontdesk.services.lead_record import lead_record
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import SqlOutbox
from frontdesk.store.session import Database, open_database
from frontdesk.store.spool import FileSpool
from frontdesk.store.staff_tables import AbsenceRow, RoutingRuleRow, StaffRow
from frontdesk.values import Language
from tests.factories import NOON, FixedClock, make_enquiry, make_lead, make_outbox_entry
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store


def told(database: Database, topic: str) -> list[OutboxEntry]:
    return [entry for entry in SqlOutbox(database).unplanned(limit=500) if entry.topic == topic]


def owners(database: Database) -> Sequence[int | None]:
    with database.reading() as session:
        return session.scalars(select(LeadRow.owner_id).order_by(LeadRow.id)).all()


def add_rule(database: Database, name: str, position: int, *staff_ids: int, sectors: tuple[str, ...] = ()) -> None:
    usual = {"countries": [], "languages": [], "is_active": True}
    with database.writing() as session:
        session.add(RoutingRuleRow(name=name, position=position, sectors=[*sectors], staff_ids=[*staff_ids], **usual))


def test_g1_every_enquiry_is_acknowledged_with_reference_owner_and_promised_time(database: Database) -> None:
    officer = colleague(database, name="Claire Dubois")
    lead = make_lead(enquiry=make_enquiry(language=Language.FR))
    receipt = SqlLeadStore(database).record_lead(lead, [])
    assert (receipt.reference, receipt.owner, receipt.due_at) == (lead.reference, "Claire Dubois", lead.due_at)
    (entry,) = told(database, "visitor.acknowledgement")
    assert entry.payload == {
        "to": lead.enquiry.email,
        "language": "fr",
        "name": lead.enquiry.name,
        "reference": lead.reference,
        "owner": "Claire Dubois",
        "due_at": lead.due_at.isoformat(),
    }
    assert entry.created_at == lead.created_at
    assert owners(database) == [officer.id]


def test_g2_rule_that_chose_the_owner_is_shown_to_staff(database: Database) -> None:
    colleague(database)
    chosen = colleague(database)
    add_rule(database, "Vaccines from anywhere", 2, chosen.id, sectors=("vaccines",))
    add_rule(database, "Cell therapy", 1, sectors=("cell_gene_therapy",))
    lead = make_lead(enquiry=make_enquiry(sector="vaccines"))
    SqlLeadStore(database).record_lead(lead, [])
    with database.reading() as session:
        events = session.scalars(select(LeadEventRow).order_by(LeadEventRow.id)).all()
        assert [event.kind for event in events] == ["recorded", "assigned"]
        assert events[1].details == {
            "owner": chosen.name,
            "owner_id": chosen.id,
            "reason": "recorded",
            "rule": "Vaccines from anywhere",
            "deputy_for": None,
        }
        logged = session.scalars(select(AuditRow).where(AuditRow.object_kind == "lead")).one()
        assert (logged.action, logged.object_id, logged.actor) == ("assigned", lead.reference, "system")
    (entry,) = told(database, "staff.assigned")
    assert (entry.payload["to"], entry.payload["rule"]) == (chosen.email, "Vaccines from anywhere")


def test_export_to_the_outside_names_the_owner(database: Database) -> None:
    officer, lead = colleague(database), make_lead()
    SqlLeadStore(database).record_lead(lead, [make_outbox_entry(payload=lead_record(lead))])
    (entry,) = told(database, "lead.recorded")
    assert entry.payload["owner"] == officer.email


def test_enquiry_nobody_can_take_is_acknowledged_without_a_name_and_administrators_are_told(database: Database) -> None:
    colleague(database, spoken=("fr",))
    colleague(database, accepted=False)
    administrators = [colleague(database, Role.ADMINISTRATOR, takes_leads=False) for _ in range(2)]
    assert SqlLeadStore(database).record_lead(make_lead(), []).owner is None
    assert {entry.payload["to"] for entry in told(database, "staff.unassigned")} == {
        one.email for one in administrators
    }
    assert told(database, "visitor.acknowledgement")[0].payload["owner"] is None
    assert owners(database) == [None]


def test_deputy_is_given_what_would_have_been_the_absent_colleagues(database: Database) -> None:
    away, deputy = colleague(database), colleague(database, takes_leads=False)
    with database.writing() as session:
        monday = date(2026, 11, 23)
        session.add(AbsenceRow(staff_id=away.id, first_day=monday, last_day=monday, deputy_id=deputy.id))
    SqlLeadStore(database).record_lead(make_lead(), [])
    assert owners(database) == [deputy.id]
    assert told(database, "staff.assigned")[0].payload["deputy_for"] == away.name


def test_what_comes_in_at_night_goes_to_somebody_who_is_there_in_the_morning(database: Database) -> None:
    away, there = colleague(database), colleague(database)
    with database.writing() as session:
        tuesday = date(2026, 11, 24)
        session.add(AbsenceRow(staff_id=away.id, first_day=tuesday, last_day=tuesday))
    SqlLeadStore(database).record_lead(make_lead(created_at=NOON + timedelta(hours=8)), [])
    assert owners(database) == [there.id]


def test_spooled_enquiry_is_given_to_somebody_when_it_is_recorded_and_keeps_its_promise(
    database: Database, tmp_path: Path
) -> None:
    away, there = colleague(database), colleague(database)
    with database.writing() as session:
        tuesday = date(2026, 11, 24)
        session.add(AbsenceRow(staff_id=away.id, first_day=tuesday, last_day=tuesday))
    spool, lead = FileSpool(tmp_path / "spool"), make_lead()
    spool.put(lead, [])
    clock = FixedClock(NOON + timedelta(days=1))
    assert complete_spooled(SqlLeadStore(database), spool, clock) == 1
    assert owners(database) == [there.id]
    assert told(database, "visitor.acknowledgement")[0].payload["due_at"] == lead.due_at.isoformat()
    with database.reading() as session:
        row = session.scalars(select(LeadRow)).one()
        assert (row.created_at, row.assigned_at, row.due_at) == (NOON, clock.at, lead.due_at)


def test_recording_again_tells_the_present_owner_and_nothing_twice(database: Database) -> None:
    first, second = colleague(database), colleague(database)
    store, lead = SqlLeadStore(database), make_lead()
    assert store.record_lead(lead, []).owner == first.name
    with database.writing() as session:
        session.execute(update(LeadRow).values(owner_id=second.id))
    assert store.record_lead(lead, []).owner == second.name
    assert len(told(database, "visitor.acknowledgement")) == 1
    assert len(told(database, "staff.assigned")) == 1


def test_leads_recorded_at_one_moment_are_shared_out_evenly(database: Database) -> None:
    members = [colleague(database) for _ in range(3)]
    store = SqlLeadStore(database)
    for _ in range(6):
        store.record_lead(make_lead(), [])
    assert Counter(owners(database)) == {member.id: 2 for member in members}


def test_leads_recorded_by_several_processes_at_once_are_shared_out_evenly(database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=20) for _ in range(6)]
    members = [colleague(databases[0]) for _ in range(3)]
    gate = threading.Barrier(6)

    def record(number: int) -> None:
        gate.wait()
        for _ in range(3):
            SqlLeadStore(databases[number]).record_lead(make_lead(), [])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(record, range(6)))
    assert Counter(owners(databases[0])) == {member.id: 6 for member in members}
    with databases[0].reading() as session:
        assert len(set(session.scalars(select(StaffRow.last_assigned_at)))) == 3
    for database in databases:
        database.close()
