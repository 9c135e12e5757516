"""Members of staff in a test's database who have accepted their invitation."""

import itertools
from typing import Any

from frontdesk.services.staff_ports import NewMember
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Role
from frontdesk.store.session import Database
from frontdesk.store.staff_store import SqlStaffStore
from frontdesk.store.staff_tables import StaffRow
from tests.factories import NOON

_numbers = itertools.count(1)


def colleague(database: Database, role: Role = Role.OFFICER, *, accepted: bool = True, **given: Any) -> Member:
    """Keep somebody who can be given leads."""
    number = next(_numbers)
    usual: dict[str, Any] = {"email": f"colleague{number}@agency.example", "name": f"Colleague {number}", "role": role}
    member = SqlStaffStore(database).add(NewMember(**(usual | given)), by=SYSTEM, at=NOON)
    with database.writing() as session:
        session.get_one(StaffRow, member.id).password_hash = "a hash" if accepted else None
    return member
