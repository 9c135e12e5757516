"""Staff as they are kept: found by address, changed with a trace, never without an administrator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from frontdesk.services.staff_ports import EmailTaken, LastAdministrator, NewMember, StaffNotFound, StaffValue
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.staff.member import SYSTEM, Actor, Member
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import Database
from frontdesk.store.session_store import SqlSessionStore
from frontdesk.store.staff_store import SqlStaffStore
from frontdesk.values import Language
from tests.factories import NOON, FixedClock

pytestmark = pytest.mark.store


@pytest.fixture
def staff(database: Database) -> SqlStaffStore:
    return SqlStaffStore(database)


def invited(staff: SqlStaffStore, email: str = "ann@agency.test", role: Role = Role.ADMINISTRATOR) -> Member:
    return staff.add(NewMember(email, email.partition("@")[0].title(), role), by=SYSTEM, at=NOON)


def entries(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    with database.reading() as session:
        return [(row.actor, row.action, row.details) for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]


def test_somebody_is_found_by_their_address_however_it_is_written(staff: SqlStaffStore) -> None:
    ann = invited(staff, "Ann@Agency.test")
    assert ann.email == "ann@agency.test"
    assert staff.by_email(" ANN@agency.TEST ") == staff.get(ann.id) == ann
    assert staff.by_email("ben@agency.test") is None


def test_an_address_is_somebodys_once(staff: SqlStaffStore) -> None:
    invited(staff)
    with pytest.raises(EmailTaken):
        invited(staff, "ANN@agency.test", Role.VIEWER)
    assert len(staff.list()) == 1


def test_a_change_is_kept_and_logged_without_what_was_written(staff: SqlStaffStore, database: Database) -> None:
    ann = invited(staff)
    values: dict[str, StaffValue] = {
        "name": "Anne",
        "language": Language.FR,
        "sectors": ("biotech",),
        "takes_leads": False,
    }
    changed = staff.change(ann.id, values, by=Actor("staff:1", 1), at=NOON)
    assert changed == staff.get(ann.id)
    assert (changed.name, changed.language, changed.sectors) == ("Anne", Language.FR, ("biotech",))
    told = {"name": "changed", "language": "changed", "sectors": "changed", "takes_leads": False}
    assert entries(database)[1:] == [("staff:1", "changed", told)]


def test_an_address_cannot_become_another(staff: SqlStaffStore) -> None:
    with pytest.raises(ValueError, match="email"):
        staff.change(invited(staff).id, {"email": "eve@agency.test"}, by=SYSTEM, at=NOON)


def test_who_is_not_there_is_said_to_be_missing(staff: SqlStaffStore) -> None:
    with pytest.raises(StaffNotFound):
        staff.change(99, {"name": "x"}, by=SYSTEM, at=NOON)


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.VIEWER}])
def test_the_last_administrator_stays(staff: SqlStaffStore, change: dict[str, bool | Role]) -> None:
    ann = invited(staff)
    invited(staff, "ben@agency.test", Role.OFFICER)
    with pytest.raises(LastAdministrator):
        staff.change(ann.id, change, by=SYSTEM, at=NOON)
    assert staff.get(ann.id) == ann


def test_two_administrators_who_disable_each_other_at_once_leave_one(staff: SqlStaffStore) -> None:
    pair = [invited(staff, f"{name}@agency.test") for name in ("ann", "ben")]

    def disable(member: Member) -> bool:
        try:
            staff.change(member.id, {"is_active": False}, by=SYSTEM, at=NOON)
        except LastAdministrator:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(disable, pair)) == [False, True]
    assert len(staff.list(active_only=True)) == 1


def test_asvs_7_4_2_whoever_is_disabled_is_signed_out_at_once(staff: SqlStaffStore, database: Database) -> None:
    invited(staff)
    ben = invited(staff, "ben@agency.test", Role.OFFICER)
    sessions = StaffSessions(SqlSessionStore(database), FixedClock())
    token = sessions.open(ben.id, confirmed=True, browser="Firefox")
    staff.change(ben.id, {"is_active": False}, by=SYSTEM, at=NOON + timedelta(minutes=1))
    assert sessions.find(token) is None
    staff.change(ben.id, {"is_active": True}, by=SYSTEM, at=NOON + timedelta(minutes=2))
    assert sessions.find(token) is None
