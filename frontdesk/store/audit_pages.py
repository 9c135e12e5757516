"""Reads the audit log as it is kept, also where somebody wrote into it what cannot be read."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from frontdesk.services.audit_check import AuditHead, Unreadable
from frontdesk.services.audit_seal import FIRST_SEAL, SealedEntry
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import Database


class SqlAuditPages:
    """Fills the port AuditPages. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sealed_after(self, number: int | None, *, limit: int) -> Sequence[SealedEntry | Unreadable]:
        """Return entries in the order of their numbers; all of them from the smallest number on for none."""
        numbers = select(AuditRow.id).order_by(AuditRow.id).limit(limit)
        if number is not None:
            numbers = numbers.where(AuditRow.id > number)
        with self._database.reading() as session:
            found = session.scalars(numbers).all()
            if not found:
                return ()
            whole = select(AuditRow).where(AuditRow.id.between(found[0], found[-1])).order_by(AuditRow.id)
            return _read(session, whole) or [_read_one(session, each) for each in found]

    def head(self) -> AuditHead:
        """Return the last entry, written to the disk for good by the time this returns."""
        last = select(AuditRow.id, AuditRow.seal).order_by(AuditRow.id.desc()).limit(1)
        with self._database.reading() as session:
            number, seal = session.execute(last).first() or (0, FIRST_SEAL)
        self._database.write_journal()
        return AuditHead(number, seal)

    def seal_at(self, number: int) -> str | None:
        """Return the seal of one entry."""
        with self._database.reading() as session:
            return session.scalars(select(AuditRow.seal).where(AuditRow.id == number)).one_or_none()


def _read(session: Session, query: Select[AuditRow]) -> list[SealedEntry | Unreadable]:
    """Nothing where one of the rows cannot be read."""
    try:
        return [sealed_entry(row) for row in session.scalars(query)]
    except (ValueError, TypeError, AttributeError):
        return []


def _read_one(session: Session, number: int) -> SealedEntry | Unreadable:
    return next(iter(_read(session, select(AuditRow).where(AuditRow.id == number))), Unreadable(number))


def sealed_entry(row: AuditRow) -> SealedEntry:
    """Return the entry of a row. Raises TypeError or ValueError where the row holds what nobody wrote."""
    return SealedEntry(
        row.id, row.at, row.actor, row.action, row.object_kind, row.object_id, dict(row.details), row.seal
    )
