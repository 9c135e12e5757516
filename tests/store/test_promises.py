"""The promises counted: every enquiry of a month is in exactly one count, and ignored ones are told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from frontdesk.leads.clock import ResponseClock
from frontdesk.services.read_clock import Promises, ReadClock
from frontdesk.staff.role import Role
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.promise_store import SqlPromises
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import AbsenceRow
from tests.factories import FixedClock, make_lead
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def lead(database: Database, created_at: datetime, **values: Any) -> str:
    made = make_lead(created_at=created_at, due_at=ResponseClock().due_at(created_at))
    SqlLeadStore(database).record_lead(made, [])
    with database.writing() as session:
        if values:
            session.execute(update(LeadRow).where(LeadRow.reference == made.reference).values(**values))
    return made.reference


def read(database: Database) -> Promises:
    return ReadClock(SqlPromises(database), FixedClock(NOW), ResponseClock()).promises()


def test_g7_every_enquiry_of_the_month_is_accounted_for(database: Database) -> None:
    officer = colleague(database)
    lead(database, NOW - 8 * DAY, answered_at=NOW - 7 * DAY, status="contacted")
    lead(database, NOW - 8 * DAY, answered_at=NOW - 8 * DAY, status="won", closed_at=NOW)
    lead(database, NOW - 8 * DAY, answered_at=NOW - 2 * DAY, status="contacted")
    lead(database, NOW - 8 * DAY, closed_at=NOW - 7 * DAY, status="not_a_lead")
    overdue = lead(database, NOW - 5 * DAY)
    today = lead(database, NOW - 1 * DAY)
    lead(database, NOW)
    lead(database, NOW - 8 * DAY, merged_into_id=1)
    lead(database, NOW - 40 * DAY, answered_at=NOW - 39 * DAY, status="contacted")
    seen = read(database)
    month = seen.tally.month
    assert (month.in_time, month.late, month.settled, month.running, month.overdue) == (2, 1, 1, 2, 1)
    assert month.received == 7
    assert month.kept == pytest.approx(2 / 4)
    assert (seen.tally.overdue, seen.tally.due_today, seen.tally.unassigned, seen.ignored) == (1, 1, 0, 1)
    assert [one.reference for one in seen.first][:2] == [overdue, today]
    assert seen.tally.waiting == {officer.id: 3}
    assert seen.month == date(2026, 11, 1)


def test_g7_enquiry_of_an_earlier_month_that_nobody_answered_is_ignored_still(database: Database) -> None:
    lead(database, NOW - 60 * DAY)
    seen = read(database)
    assert (seen.ignored, seen.tally.month.received) == (1, 0)
    assert seen.tally.unassigned == 1


def test_nothing_is_told_of_promises_that_nobody_made(database: Database) -> None:
    seen = read(database)
    assert (seen.ignored, seen.tally.month.received, seen.tally.month.kept) == (0, 0, None)
    assert not seen.first


def test_people_are_told_with_what_waits_for_them_and_until_when_they_are_away(database: Database) -> None:
    busy = colleague(database)
    lead(database, NOW)
    colleague(database, Role.VIEWER)
    away = colleague(database)
    with database.writing() as session:
        session.add(AbsenceRow(staff_id=away.id, first_day=NOW.date(), last_day=NOW.date() + 2 * DAY))
    assert [(one.member.id, one.waiting, one.away_until) for one in read(database).people] == [
        (busy.id, 1, None),
        (away.id, 0, NOW.date() + 2 * DAY),
    ]
