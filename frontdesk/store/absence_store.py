"""Days on which staff are away, as the desk keeps them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.staff.member import Absence, Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.routing_rows import absence_from
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import AbsenceRow


class SqlAbsences:
    """Fills the port AbsenceStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upcoming(self, since: date) -> tuple[Absence, ...]:
        """Return what has not ended before a day, the first to begin first."""
        query = select(AbsenceRow).where(AbsenceRow.last_day >= since)
        with self._database.reading() as session:
            return tuple(map(absence_from, session.scalars(query.order_by(AbsenceRow.first_day, AbsenceRow.id))))

    def get(self, absence_id: int) -> Absence | None:
        """Return one absence."""
        with self._database.reading() as session:
            row = session.get(AbsenceRow, absence_id)
            return None if row is None else absence_from(row)

    def add(self, absence: Absence, *, by: Actor, at: datetime) -> int:
        """Keep an absence and return its id."""
        days = {"first_day": absence.first_day, "last_day": absence.last_day}
        with self._database.writing() as session:
            row = AbsenceRow(staff_id=absence.staff_id, deputy_id=absence.deputy_id, **days)
            session.add(row)
            session.flush()
            _log(session, row, "absence_added", by=by, at=at)
            return row.id

    def remove(self, absence_id: int, *, by: Actor, at: datetime) -> bool:
        """Forget an absence; tell whether it was there."""
        with self._database.writing() as session:
            row = session.get(AbsenceRow, absence_id, with_for_update=True)
            if row is None:
                return False
            _log(session, row, "absence_removed", by=by, at=at)
            session.delete(row)
            return True


def _log(session: Session, row: AbsenceRow, what: str, *, by: Actor, at: datetime) -> None:
    details: dict[str, str | int | bool | None] = {"field": what, "absence_id": row.id}
    note_in(session, AuditEntry(at, by, AuditAction.CHANGED, ObjectKind.STAFF, str(row.staff_id), details))
