"""Deliveries as staff see them: on shelves, counted, and made due again by a person."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.delivery import DeliveryLine, DeliveryShelf, DeliveryStatus
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.outbox_tables import DeliveryRow, OutboxRow
from frontdesk.store.session import Database


class SqlDeliveryLists:
    """Fills the port DeliveryList."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> Mapping[DeliveryShelf, int]:
        """Return how many there are on each shelf."""
        counted = select(*(func.count().filter(_on(shelf)) for shelf in DeliveryShelf)).select_from(DeliveryRow)
        with self._database.reading() as session:
            return dict(zip(DeliveryShelf, session.execute(counted).one(), strict=True))

    def lines(
        self, shelf: DeliveryShelf, *, destination: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[DeliveryLine, ...]:
        """Return a page of a shelf, newest first."""
        found = _whole().where(_on(shelf))
        if destination is not None:
            found = found.where(DeliveryRow.destination == destination)
        page = found.order_by(DeliveryRow.created_at.desc(), DeliveryRow.id).limit(limit).offset(offset)
        with self._database.reading() as session:
            return tuple(_line(row) for row in session.execute(page))

    def replay(self, delivery_id: str, *, by: Actor, at: datetime) -> bool:
        """Make a delivery that was given up, or fails, due at once with all its attempts again; tell whether there was one."""
        with self._database.writing() as session:
            return bool(_replay(session, DeliveryRow.id == delivery_id, by=by, at=at))

    def replay_all(self, destination: str, *, by: Actor, at: datetime) -> int:
        """Do so with all that were given up or fail for a destination; return how many."""
        with self._database.writing() as session:
            return _replay(session, DeliveryRow.destination == destination, by=by, at=at)


def _on(shelf: DeliveryShelf) -> ColumnElement[bool]:
    if shelf is DeliveryShelf.DELIVERED:
        return DeliveryRow.status == DeliveryStatus.DELIVERED.value
    if shelf is DeliveryShelf.GIVEN_UP:
        return DeliveryRow.status == DeliveryStatus.GIVEN_UP.value
    failed_before = DeliveryRow.last_error.is_not(None)
    return and_(
        DeliveryRow.status == DeliveryStatus.WAITING.value,
        failed_before if shelf is DeliveryShelf.FAILING else ~failed_before,
    )


def _whole() -> Select[*tuple[DeliveryRow, str, str | None]]:
    told = select(DeliveryRow, OutboxRow.topic, LeadRow.reference).join(
        OutboxRow, OutboxRow.id == DeliveryRow.outbox_id
    )
    return told.outerjoin(LeadRow, LeadRow.id == OutboxRow.lead_id)


def _line(found: Row[*tuple[DeliveryRow, str, str | None]]) -> DeliveryLine:
    row, topic, reference = found
    return DeliveryLine(
        id=row.id,
        topic=topic,
        destination=row.destination,
        status=DeliveryStatus(row.status),
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        delivered_at=row.delivered_at,
        error=row.last_error,
        reference=reference,
    )


def _replay(session: Session, which: ColumnElement[bool], *, by: Actor, at: datetime) -> int:
    """Make what is not with a courier just now due, and log each."""
    free = or_(DeliveryRow.claimed_until.is_(None), DeliveryRow.claimed_until <= at)
    stuck = or_(_on(DeliveryShelf.GIVEN_UP), _on(DeliveryShelf.FAILING))
    rows = session.scalars(select(DeliveryRow).where(which, stuck, free).with_for_update()).all()
    for row in rows:
        note_in(session, AuditEntry(at, by, AuditAction.REPLAYED, ObjectKind.DELIVERY, row.id))
        row.status, row.attempts, row.next_attempt_at = DeliveryStatus.WAITING.value, 0, at
        row.claimed_until = row.last_error = None
    return len(rows)
