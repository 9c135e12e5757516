"""Sessions of staff against ASVS 7: random, hashed, limited in time, ended by the server."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from frontdesk.services.staff_ports import NewMember
from frontdesk.services.staff_sessions import SessionLimits, StaffSessions
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import Database
from frontdesk.store.session_store import SqlSessionStore
from frontdesk.store.staff_store import SqlStaffStore
from frontdesk.store.staff_tables import StaffSessionRow
from tests.factories import NOON, FixedClock

pytestmark = pytest.mark.store
LIMITS = SessionLimits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def sessions(database: Database, clock: FixedClock) -> StaffSessions:
    return StaffSessions(SqlSessionStore(database), clock, LIMITS)


@pytest.fixture
def ann(database: Database) -> Member:
    return SqlStaffStore(database).add(NewMember("ann@agency.test", "Ann", Role.OFFICER), by=SYSTEM, at=NOON)


def test_asvs_7_2_3_tokens_are_random_and_only_their_hash_is_kept(
    sessions: StaffSessions, ann: Member, database: Database
) -> None:
    tokens = {sessions.open(ann.id, confirmed=True, browser="Firefox") for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) * 6 >= 256 for token in tokens)
    with database.reading() as session:
        kept = " ".join(str(vars(row)) for row in session.scalars(select(StaffSessionRow)))
    assert not any(token in kept for token in tokens)


def test_a_session_is_found_by_its_token_only(sessions: StaffSessions, ann: Member) -> None:
    token = sessions.open(ann.id, confirmed=False, browser="Fire\x1bfox")
    found = sessions.find(token)
    assert found is not None
    assert (found.member.id, found.is_confirmed) == (ann.id, False)
    assert sessions.find(found.session_id) is None
    assert sessions.find("") is None
    assert sessions.find("\ud800") is None
    assert sessions.of(ann.id)[0].browser == "Fire fox"


def test_asvs_7_3_1_an_unused_session_ends(sessions: StaffSessions, ann: Member, clock: FixedClock) -> None:
    token = sessions.open(ann.id, confirmed=True, browser="")
    for _ in range(3):
        clock.move(LIMITS.idle - timedelta(seconds=1))
        assert sessions.find(token) is not None
    clock.move(LIMITS.idle)
    assert sessions.find(token) is None
    assert sessions.of(ann.id) == ()


def test_what_a_page_asks_for_by_itself_keeps_nobody_signed_in(
    sessions: StaffSessions, ann: Member, clock: FixedClock
) -> None:
    token = sessions.open(ann.id, confirmed=True, browser="")
    for _ in range(2):
        assert sessions.find(token, touch=False) is not None
        clock.move(LIMITS.idle / 2)
    assert sessions.find(token, touch=False) is None


def test_asvs_7_3_2_a_session_ends_however_much_it_is_used(
    sessions: StaffSessions, ann: Member, clock: FixedClock
) -> None:
    token = sessions.open(ann.id, confirmed=True, browser="")
    while clock.now() - NOON < LIMITS.absolute:
        assert sessions.find(token) is not None
        clock.move(timedelta(minutes=20))
    assert sessions.find(token) is None


def test_being_there_is_written_once_a_minute(
    sessions: StaffSessions, ann: Member, clock: FixedClock, database: Database
) -> None:
    token = sessions.open(ann.id, confirmed=True, browser="")
    seen = []
    for seconds in (59, 1, 59):
        clock.move(timedelta(seconds=seconds))
        sessions.find(token)
        member = SqlStaffStore(database).get(ann.id)
        assert member is not None
        seen.append(member.last_seen_at)
    assert seen == [None, NOON + timedelta(minutes=1), NOON + timedelta(minutes=1)]


def test_asvs_7_4_1_a_closed_session_is_dead_on_the_server(sessions: StaffSessions, ann: Member) -> None:
    token, other = (sessions.open(ann.id, confirmed=True, browser=name) for name in ("Firefox", "Safari"))
    found = sessions.find(token)
    assert found is not None
    assert sessions.close(found.session_id)
    assert not sessions.close(found.session_id)
    assert sessions.find(token) is None
    assert sessions.find(other) is not None


def test_asvs_7_4_5_all_sessions_but_one_can_be_ended(sessions: StaffSessions, ann: Member, database: Database) -> None:
    kept, *others = (sessions.open(ann.id, confirmed=True, browser="") for _ in range(3))
    found = sessions.find(kept)
    assert found is not None
    assert sessions.close_all(ann.id, keep=found.session_id) == 2
    assert [sessions.find(token) for token in others] == [None, None]
    assert sessions.find(kept) is not None
    with database.reading() as session:
        actions = [row.action for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]
    assert actions == ["created", "signed_in", "signed_in", "signed_in", "signed_out", "signed_out"]


def test_sessions_that_are_over_are_forgotten(
    sessions: StaffSessions, ann: Member, clock: FixedClock, database: Database
) -> None:
    sessions.open(ann.id, confirmed=True, browser="")
    clock.move(LIMITS.idle)
    sessions.open(ann.id, confirmed=True, browser="")
    with database.reading() as session:
        assert len(session.scalars(select(StaffSessionRow)).all()) == 1
