"""The clock's alarms and reassignments: once each, in several processes at once and after a restart."""

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.leads.clock import ResponseClock
from frontdesk.qualification.model import Lead
from frontdesk.services.watch_clock import Attention, watch
from frontdesk.services.work_lead import Assignment
from frontdesk.staff.member import acting
from frontdesk.staff.role import Role
from frontdesk.store.clock_store import SqlLeadClock
from frontdesk.store.lead_desk_store import SqlLeadDesk
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import SqlOutbox
from frontdesk.store.session import Database, open_database
from frontdesk.store.staff_tables import AbsenceRow, StaffRow
from tests.factories import FixedClock, make_lead
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # ten in Brussels
DUE = datetime(2026, 11, 24, 16, tzinfo=UTC)  # Tuesday, five in Brussels
WEDNESDAY = date(2026, 11, 25)


def record(database: Database, at: datetime = MONDAY, **given: Any) -> Lead:
    lead = make_lead(created_at=at, due_at=ResponseClock().due_at(at), **given)
    SqlLeadStore(database).record_lead(lead, [])
    return lead


def look(database: Database, at: datetime) -> Counter[Attention]:
    return watch(SqlLeadClock(database), FixedClock(at), ResponseClock())


def told(database: Database, topic: str) -> list[str]:
    entries = SqlOutbox(database).unplanned(limit=500)
    return sorted(str(entry.payload["to"]) for entry in entries if entry.topic == topic)


def kinds(database: Database) -> Sequence[str]:
    with database.reading() as session:
        return session.scalars(select(LeadEventRow.kind).order_by(LeadEventRow.id)).all()


def change(database: Database, **values: Any) -> None:
    with database.writing() as session:
        session.execute(update(LeadRow).values(**values))


def owner(database: Database) -> int | None:
    with database.reading() as session:
        return session.scalars(select(LeadRow.owner_id)).one()


def be_away(
    database: Database, staff_id: int, first: date, last: date | None = None, deputy: int | None = None
) -> None:
    with database.writing() as session:
        session.add(AbsenceRow(staff_id=staff_id, first_day=first, last_day=last or first, deputy_id=deputy))


def disable(database: Database, staff_id: int) -> None:
    with database.writing() as session:
        session.get_one(StaffRow, staff_id).is_active = False


def test_nothing_is_done_while_there_is_time(database: Database) -> None:
    colleague(database)
    record(database)
    assert not look(database, DUE - timedelta(hours=4, seconds=1))


def test_g5_alarm_goes_off_before_the_promise_is_broken_and_once(database: Database) -> None:
    officer = colleague(database)
    colleague(database, Role.ADMINISTRATOR, takes_leads=False)
    record(database)
    at = DUE - timedelta(hours=4)
    assert look(database, at) == {Attention.WARNED: 1}
    assert not look(database, at)
    assert not look(database, DUE - timedelta(seconds=1))
    assert told(database, "staff.due_soon") == [officer.email]
    assert kinds(database) == ["recorded", "assigned", "warned"]


def test_g5_broken_promise_is_told_to_owner_and_administrators_and_again_each_working_morning(
    database: Database,
) -> None:
    officer = colleague(database)
    chief = colleague(database, Role.ADMINISTRATOR, takes_leads=False)
    record(database)
    both = sorted([officer.email, chief.email])
    look(database, DUE - timedelta(hours=1))
    assert look(database, DUE) == {Attention.BREACHED: 1}
    assert told(database, "staff.overdue") == both
    assert not look(database, DUE + timedelta(hours=3))
    assert not look(database, DUE + timedelta(hours=15, minutes=59)), "the office is still closed"
    assert look(database, DUE + timedelta(hours=16)) == {Attention.REMINDED: 1}
    assert not look(database, DUE + timedelta(hours=20))
    assert told(database, "staff.overdue") == sorted(both * 2)
    assert kinds(database).count("breached") == 1
    assert look(database, DUE + timedelta(days=1, hours=16)) == {Attention.REMINDED: 1}


def test_weekend_brings_no_reminder(database: Database) -> None:
    colleague(database)
    thursday = datetime(2026, 11, 26, 9, tzinfo=UTC)
    record(database, thursday)
    assert look(database, datetime(2026, 11, 27, 16, tzinfo=UTC)) == {Attention.BREACHED: 1}
    assert not look(database, datetime(2026, 11, 28, 12, tzinfo=UTC))
    assert not look(database, datetime(2026, 11, 29, 12, tzinfo=UTC))
    assert look(database, datetime(2026, 11, 30, 8, tzinfo=UTC)) == {Attention.REMINDED: 1}


def test_process_that_slept_through_alarm_and_promise_tells_of_the_breach(database: Database) -> None:
    colleague(database)
    record(database)
    assert look(database, DUE + timedelta(days=5)) == {Attention.BREACHED: 1}
    assert kinds(database)[-1] == "breached"


@pytest.mark.parametrize(
    "values",
    [
        {"answered_at": MONDAY, "status": "contacted"},
        {"closed_at": MONDAY, "status": "not_a_lead"},
        {"merged_into_id": 99},
    ],
)
def test_what_was_answered_closed_or_merged_raises_no_alarm(database: Database, values: dict[str, Any]) -> None:
    colleague(database)
    record(database)
    change(database, **values)
    assert not look(database, DUE + timedelta(days=1))


def test_lead_put_back_to_new_has_its_alarms_again(database: Database) -> None:
    colleague(database)
    record(database)
    change(database, answered_at=MONDAY)
    assert not look(database, DUE)
    change(database, answered_at=None)
    assert look(database, DUE + timedelta(hours=1)) == {Attention.BREACHED: 1}


def test_g3_lead_of_somebody_who_is_away_goes_to_somebody_who_is_there(database: Database) -> None:
    first, second = colleague(database), colleague(database)
    record(database)
    assert owner(database) == first.id
    be_away(database, first.id, WEDNESDAY)
    assert not look(database, DUE - timedelta(hours=1)) - Counter({Attention.WARNED: 1})
    assert look(database, DUE + timedelta(hours=1))[Attention.ASSIGNED] == 1, "the evening before their first day away"
    assert owner(database) == second.id
    assert not look(database, DUE + timedelta(hours=2))


def test_g3_deputy_takes_over_and_reads_why(database: Database) -> None:
    first, deputy = colleague(database), colleague(database, takes_leads=False)
    record(database)
    be_away(database, first.id, date(2026, 11, 24), WEDNESDAY, deputy.id)
    assert look(database, MONDAY + timedelta(days=1)) == {Attention.ASSIGNED: 1}
    with database.reading() as session:
        last = session.scalars(select(LeadEventRow).order_by(LeadEventRow.id.desc()).limit(1)).one()
        assert (last.kind, last.details["reason"], last.details["deputy_for"]) == ("assigned", "owner_away", first.name)
        assert last.details["owner_id"] == deputy.id


def test_lead_stays_with_whoever_is_away_where_nobody_else_is_there_and_administrators_are_warned_too(
    database: Database,
) -> None:
    only = colleague(database)
    chief = colleague(database, Role.ADMINISTRATOR, takes_leads=False)
    record(database)
    be_away(database, only.id, date(2026, 11, 24))
    be_away(database, chief.id, date(2026, 11, 24))
    assert look(database, DUE - timedelta(hours=2)) == {Attention.WARNED: 1}
    assert owner(database) == only.id
    assert told(database, "staff.due_soon") == sorted([only.email, chief.email])


def test_answered_lead_stays_with_whoever_is_away_but_not_with_whoever_left(database: Database) -> None:
    first, second = colleague(database), colleague(database)
    record(database)
    change(database, answered_at=MONDAY, status="in_discussion")
    be_away(database, first.id, WEDNESDAY)
    assert not look(database, DUE + timedelta(hours=1))
    disable(database, first.id)
    assert look(database, DUE + timedelta(hours=1)) == {Attention.ASSIGNED: 1}
    assert owner(database) == second.id


def test_closed_lead_stays_with_whoever_left(database: Database) -> None:
    first = colleague(database)
    colleague(database)
    record(database)
    change(database, answered_at=MONDAY, closed_at=MONDAY, status="won")
    disable(database, first.id)
    assert not look(database, DUE)


def test_lead_of_somebody_who_left_is_nobodys_where_nobody_can_take_it_and_administrators_are_told(
    database: Database,
) -> None:
    only = colleague(database)
    chief = colleague(database, Role.ADMINISTRATOR, takes_leads=False)
    record(database)
    disable(database, only.id)
    assert look(database, MONDAY) == {Attention.LEFT_WITHOUT_OWNER: 1}
    assert owner(database) is None
    assert told(database, "staff.unassigned") == [chief.email]
    assert not look(database, MONDAY)
    colleague(database)
    assert look(database, MONDAY + timedelta(hours=1)) == {Attention.ASSIGNED: 1}


def test_enquiry_nobody_could_take_is_given_to_the_first_who_can(database: Database) -> None:
    record(database)
    assert not look(database, MONDAY + timedelta(hours=1))
    newcomer = colleague(database)
    assert look(database, MONDAY + timedelta(hours=2)) == {Attention.ASSIGNED: 1}
    assert owner(database) == newcomer.id


def test_lead_that_was_put_back_waits_for_colleagues_until_its_alarm(database: Database) -> None:
    officer = colleague(database)
    lead = record(database)
    SqlLeadDesk(database).assign([lead.reference], Assignment(None), by=acting(officer), at=MONDAY)
    assert not look(database, MONDAY + timedelta(hours=1))
    assert look(database, DUE - timedelta(hours=3)) == {Attention.ASSIGNED: 1, Attention.WARNED: 1}
    assert owner(database) == officer.id


def test_many_leads_of_somebody_who_left_are_shared_out_evenly(database: Database) -> None:
    gone = colleague(database)
    for _ in range(5):
        record(database)
    others = [colleague(database) for _ in range(2)]
    disable(database, gone.id)
    assert look(database, MONDAY + timedelta(hours=1)) == {Attention.ASSIGNED: 5}
    with database.reading() as session:
        shares = Counter(session.scalars(select(LeadRow.owner_id)))
    assert sorted(shares[one.id] for one in others) == [2, 3]


def test_several_processes_that_watch_at_once_do_everything_once(database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=20) for _ in range(4)]
    gone, _, chief = colleague(databases[0]), colleague(databases[0]), colleague(databases[0], Role.ADMINISTRATOR)
    for _ in range(6):
        record(databases[0])
    disable(databases[0], gone.id)
    gate = threading.Barrier(4)

    def run(number: int) -> Counter[Attention]:
        gate.wait()
        return look(databases[number], DUE)

    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(run, range(4)), Counter[Attention]())
    assert done + look(databases[0], DUE) == {Attention.ASSIGNED: 2, Attention.BREACHED: 6}
    assert told(databases[0], "staff.overdue").count(chief.email) == 6
    assert kinds(databases[0]).count("breached") == 6
    for database in databases:
        database.close()
