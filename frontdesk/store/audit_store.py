"""The audit log: added to in the transaction of what it tells of, one entry at a time, each sealed with the one before it."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditEntry
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import Database

_LOCK = 0x6175646974  # "audit", the number of PostgreSQL's advisory lock
_FIRST = "0" * 64


class SqlAuditLog:
    """Fills the port AuditLog. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, entries: Sequence[AuditEntry]) -> None:
        """Add entries for what changed nothing in the database: views, exports, sign-ins, refusals."""
        with self._database.writing() as session:
            for entry in entries:
                note_in(session, entry)


def note_in(session: Session, entry: AuditEntry) -> None:
    """Add an entry in the transaction of what it tells of. SQLite has one writer at a time; PostgreSQL is told to."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = session.execute(select(AuditRow.id, AuditRow.seal).order_by(AuditRow.id.desc()).limit(1)).first()
    number, before = last or (0, _FIRST)
    row = AuditRow(
        id=number + 1,
        at=entry.at,
        actor=entry.actor.name,
        action=entry.action.value,
        object_kind=entry.object_kind.value,
        object_id=entry.object_id,
        details=dict(entry.details),
        seal=_seal(before, number + 1, entry),
    )
    session.add(row)
    session.flush()


def _seal(before: str, number: int, entry: AuditEntry) -> str:
    told = [
        before,
        number,
        entry.at.isoformat(),
        entry.actor.name,
        entry.action.value,
        entry.object_kind.value,
        entry.object_id,
        dict(entry.details),
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
