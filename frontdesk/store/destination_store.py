"""Destinations that administrators set up, their secrets sealed; every change is logged with it."""

import logging
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.delivery import LETTER_TOPICS, MAIL_KEY, Destination, DestinationKind
from frontdesk.services.delivery_destinations import DestinationDraft, DestinationNotFound
from frontdesk.services.errors import SealBroken
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.outbox_tables import DestinationRow
from frontdesk.store.session import Database

_LOG = logging.getLogger(__name__)


class Seal(Protocol):
    """What secrets are sealed with."""

    def seal(self, text: str) -> str:
        """Return a text encrypted."""

    def open(self, sealed: str) -> str:
        """Return what was sealed. Raises SealBroken."""


class SqlDestinations:
    """Fills the ports DestinationBook and DestinationRegister."""

    def __init__(self, database: Database, vault: Seal) -> None:
        self._database, self._vault = database, vault

    def destinations(self) -> tuple[Destination, ...]:
        """Return every destination, the switched-off ones too, mail first."""
        with self._database.reading() as session:
            rows = session.scalars(select(DestinationRow).order_by(DestinationRow.id)).all()
            return (_mail(), *map(self._from_row, rows))

    def add(self, draft: DestinationDraft, *, by: Actor, at: datetime) -> Destination:
        """Keep a new destination, switched on."""
        with self._database.writing() as session:
            row = DestinationRow(kind=draft.kind.value, is_active=True, created_at=at, secret=None)
            self._fill(row, draft)
            session.add(row)
            session.flush()
            _note(session, AuditAction.CREATED, row, by, at)
            return self._from_row(row)

    def change(self, key: str, draft: DestinationDraft, *, by: Actor, at: datetime) -> Destination:
        """Replace what a destination is; without a new secret it keeps its own. Raises DestinationNotFound."""
        with self._database.writing() as session:
            row = _row(session, key)
            self._fill(row, draft)
            _note(session, AuditAction.CHANGED, row, by, at, secret=draft.secret is not None)
            return self._from_row(row)

    def switch(self, key: str, *, on: bool, by: Actor, at: datetime) -> None:
        """Switch a destination on or off; what waits for one that is off stays. Raises DestinationNotFound."""
        with self._database.writing() as session:
            row = _row(session, key)
            row.is_active = on
            _note(session, AuditAction.CHANGED, row, by, at, active=on)

    def _fill(self, row: DestinationRow, draft: DestinationDraft) -> None:
        row.name, row.topics, row.options = draft.name, list(draft.topics), dict(draft.options)
        if draft.secret is not None:
            row.secret = self._vault.seal(draft.secret)

    def _from_row(self, row: DestinationRow) -> Destination:
        return Destination(
            key=_key(row),
            name=row.name,
            kind=DestinationKind(row.kind),
            topics=tuple(row.topics),
            options=row.options,
            secret=self._opened(row),
            is_active=row.is_active,
        )

    def _opened(self, row: DestinationRow) -> str | None:
        """Return its secret; none where another installation's secret sealed it: what is sent there then fails, and says so."""
        try:
            return self._vault.open(row.secret) if row.secret else None
        except SealBroken:
            _LOG.error("destination_secret_unreadable", extra={"destination": _key(row)})
            return None


def _mail() -> Destination:
    """Return the built-in destination. It is in no row, and its name is the desk's."""
    return Destination(MAIL_KEY, "", DestinationKind.MAIL, LETTER_TOPICS)


def _key(row: DestinationRow) -> str:
    return f"{row.kind}-{row.id}"


def _row(session: Session, key: str) -> DestinationRow:
    number = key.rpartition("-")[2]
    row = session.get(DestinationRow, int(number), with_for_update=True) if number.isdecimal() else None
    if row is None or _key(row) != key:
        raise DestinationNotFound(key)
    return row


def _note(session: Session, action: AuditAction, row: DestinationRow, by: Actor, at: datetime, **details: bool) -> None:
    note_in(session, AuditEntry(at, by, action, ObjectKind.DESTINATION, _key(row), {"name": row.name, **details}))
