"""The audit log: added to in the transaction of what it tells of, each entry sealed with the one before it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, SessionTransaction

from frontdesk.services.audit import AuditEntry
from frontdesk.services.audit_seal import FIRST_SEAL, SealedEntry, seal_of
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import SEAL_KEY, Database

_LOCK = 0x6175646974  # "audit", the number of PostgreSQL's advisory lock
_WAITING = "audit_entries"
_LONGEST = {"actor": 100, "object_id": 200}
_LONGEST_DETAIL = 300


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
    """Add an entry in the transaction of what it tells of: written just before the commit, and not at all without one.

    Writing last means that whoever waits for the log holds it shortly, and that nobody waits for a row while holding the log.
    """
    if session.in_nested_transaction():  # what is rolled back to a savepoint takes its entries with it
        _write(session, [entry])
        return
    waiting = session.info.get(_WAITING)
    if waiting is None:
        session.info[_WAITING] = waiting = []
        event.listen(session, "before_commit", _write_waiting)
        event.listen(session, "after_soft_rollback", _drop_waiting)
    waiting.append(entry)


def _write_waiting(session: Session) -> None:
    if session.in_nested_transaction():
        return
    entries, session.info[_WAITING] = session.info[_WAITING], []
    if entries:
        _write(session, entries)


def _drop_waiting(session: Session, undone: SessionTransaction) -> None:
    if not undone.nested:
        session.info[_WAITING] = []


def _write(session: Session, entries: Sequence[AuditEntry]) -> None:
    """Add entries after the last one. SQLite has one writer at a time; PostgreSQL is told to, until the transaction ends."""
    session.flush()
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = session.execute(select(AuditRow.id, AuditRow.seal).order_by(AuditRow.id.desc()).limit(1)).first()
    number, before = last or (0, FIRST_SEAL)
    for entry in entries:
        number += 1
        sealed = _sealed(entry, number, before, session.info[SEAL_KEY])
        before = sealed.seal
        session.add(audit_row(sealed))
    session.flush()


def _sealed(entry: AuditEntry, number: int, before: str, key: bytes) -> SealedEntry:
    plain = SealedEntry(
        number=number,
        at=entry.at.astimezone(UTC),
        actor=_in_one_line(entry.actor.name, _LONGEST["actor"]),
        action=entry.action.value,
        object_kind=entry.object_kind.value,
        object_id=_in_one_line(entry.object_id, _LONGEST["object_id"]),
        details={
            name: _in_one_line(value, _LONGEST_DETAIL) if isinstance(value, str) else value
            for name, value in entry.details.items()
        },
        seal="",
    )
    return replace(plain, seal=seal_of(plain, before=before, key=key))


def _in_one_line(text: str, longest: int) -> str:
    """Nothing that comes from outside starts a new line of a log, steers a terminal or is too long for its column."""
    printable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return printable if len(printable) <= longest else printable[: longest - 1] + "…"


def audit_row(sealed: SealedEntry) -> AuditRow:
    """Return the row of an entry."""
    return AuditRow(id=sealed.number, **{name: value for name, value in asdict(sealed).items() if name != "number"})
