"""The signed-in browsers of staff."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.staff.member import Actor, Member
from frontdesk.staff.session import StaffSession
from frontdesk.store.audit_store import note_in
from frontdesk.store.session import Database
from frontdesk.store.staff_rows import member_from, session_from, session_row
from frontdesk.store.staff_tables import StaffRow, StaffSessionRow

_SHOWN = 12  # characters of a session's id in the audit log: enough to tell sessions apart


class SqlSessionStore:
    """Fills the port SessionStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, session: StaffSession, *, by: Actor, how: str, replacing: str | None) -> None:
        """Keep a new session and end the one it replaces; ``how`` names what proved it in the audit log."""
        details: dict[str, str | int | bool | None] = {"how": how, "confirmed": session.confirmed_at is not None}
        with self._database.writing() as transaction:
            if replacing is not None:
                transaction.execute(delete(StaffSessionRow).where(StaffSessionRow.id == replacing))
            transaction.add(session_row(session))
            note_in(
                transaction, replace(_entry(session.created_at, by, AuditAction.SIGNED_IN, session.id), details=details)
            )

    def find(self, session_id: str) -> tuple[StaffSession, Member] | None:
        """Return a session and whose it is."""
        query = select(StaffSessionRow, StaffRow).join(StaffRow, StaffRow.id == StaffSessionRow.staff_id)
        with self._database.reading() as session:
            found = session.execute(query.where(StaffSessionRow.id == session_id)).one_or_none()
            return None if found is None else (session_from(found[0]), member_from(found[1]))

    def touch(self, session_id: str, *, at: datetime) -> None:
        """Note that a session, and so its owner, was there."""
        seen = update(StaffSessionRow).where(StaffSessionRow.id == session_id).values(last_seen_at=at)
        with self._database.writing() as session:
            owner = session.scalars(seen.returning(StaffSessionRow.staff_id)).one_or_none()
            session.execute(update(StaffRow).where(StaffRow.id == owner).values(last_seen_at=at))

    def of(self, staff_id: int, *, at: datetime) -> tuple[StaffSession, ...]:
        """Return somebody's sessions that have not expired, the last seen first."""
        query = select(StaffSessionRow).where(StaffSessionRow.staff_id == staff_id, StaffSessionRow.expires_at > at)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(StaffSessionRow.last_seen_at.desc(), StaffSessionRow.id))
            return tuple(session_from(row) for row in rows)

    def remove(self, session_id: str, *, by: Actor | None, at: datetime) -> bool:
        """End a session, by its owner where nobody is named; tell whether it was there."""
        gone = delete(StaffSessionRow).where(StaffSessionRow.id == session_id).returning(StaffSessionRow.staff_id)
        with self._database.writing() as session:
            owner = session.scalars(gone).one_or_none()
            if owner is not None:
                actor = by or Actor(f"staff:{owner}", owner)
                note_in(session, _entry(at, actor, AuditAction.SIGNED_OUT, session_id))
            return owner is not None

    def remove_all(self, staff_id: int, *, keep: str | None, by: Actor, at: datetime) -> int:
        """End somebody's sessions but one; return how many."""
        gone = delete(StaffSessionRow).where(StaffSessionRow.staff_id == staff_id, StaffSessionRow.id != (keep or ""))
        with self._database.writing() as session:
            ended = session.scalars(gone.returning(StaffSessionRow.id)).all()
            for session_id in ended:
                note_in(session, _entry(at, by, AuditAction.SIGNED_OUT, session_id))
            return len(ended)

    def remove_expired(self, *, at: datetime, idle_since: datetime) -> int:
        """Forget sessions that are over; return how many."""
        over = or_(StaffSessionRow.expires_at <= at, StaffSessionRow.last_seen_at <= idle_since)
        with self._database.writing() as session:
            return len(session.scalars(delete(StaffSessionRow).where(over).returning(StaffSessionRow.id)).all())


def _entry(at: datetime, by: Actor, action: AuditAction, session_id: str) -> AuditEntry:
    return AuditEntry(at, by, action, ObjectKind.SESSION, session_id[:_SHOWN])
