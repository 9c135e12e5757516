"""Who is at the desk, by when their browser last asked for anything."""

from datetime import datetime

from sqlalchemy import or_, select, update

from frontdesk.staff.role import Permission, Role, may
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow


class SqlPresence:
    """Fills the port Presence on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_anybody_there(self, since: datetime) -> bool:
        """Tell whether somebody who may take over was seen since a moment."""
        roles = [role.value for role in Role if may(role, Permission.TAKE_OVER)]
        there = select(StaffRow.id).where(StaffRow.is_active, StaffRow.role.in_(roles), StaffRow.last_seen_at >= since)
        with self._database.reading() as session:
            return session.scalars(there.limit(1)).first() is not None

    def was_seen(self, staff_id: int, since: datetime) -> bool:
        """Tell whether this member of staff was."""
        there = select(StaffRow.id).where(StaffRow.id == staff_id, StaffRow.is_active, StaffRow.last_seen_at >= since)
        with self._database.reading() as session:
            return session.scalars(there).first() is not None

    def seen(self, staff_id: int, at: datetime) -> None:
        """Note that somebody is there; a moment earlier than the last one changes nothing."""
        earlier = or_(StaffRow.last_seen_at.is_(None), StaffRow.last_seen_at < at)
        with self._database.writing() as session:
            session.execute(update(StaffRow).where(StaffRow.id == staff_id, earlier).values(last_seen_at=at))
