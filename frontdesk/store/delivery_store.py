"""Deliveries as couriers work them: planned, claimed by one courier at a time, marked with what came of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.services.delivery import SECRET_KEYS, Claim, DeliveryStatus, Destination, Parcel, Topic
from frontdesk.staff.member import SYSTEM
from frontdesk.store.lead_tables import LeadEventRow
from frontdesk.store.outbox_tables import DeliveryRow, OutboxRow
from frontdesk.store.session import Database


class SqlDeliveries:
    """Fills the port Deliveries. Several couriers may use it: PostgreSQL skips rows another one holds, SQLite has one writer at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, destinations: tuple[Destination, ...], *, at: datetime, limit: int = 50) -> int:
        """Make the deliveries of entries that have none yet, with the mark, in one transaction; return how many entries."""
        unplanned = select(OutboxRow).where(OutboxRow.planned_at.is_(None))
        with self._database.reading() as session:  # nearly always there is nothing, and a look takes no lock
            if session.scalars(unplanned.limit(1)).first() is None:
                return 0
        oldest = unplanned.order_by(OutboxRow.created_at, OutboxRow.id).limit(limit)
        with self._database.writing() as session:
            rows = session.scalars(oldest.with_for_update(skip_locked=True)).all()
            for row in rows:
                row.planned_at = at
                session.add_all(_delivery(row, each, at) for each in destinations if each.wants(row.topic))
            return len(rows)

    def due(self, *, at: datetime) -> frozenset[str]:
        """Return the keys of the destinations that something is due for."""
        with self._database.reading() as session:
            return frozenset(session.scalars(_due(select(DeliveryRow.destination), at).distinct()))

    def delivered_since(self, destination: str, *, since: datetime) -> int:
        """Return how many were delivered to a destination since a moment."""
        told = select(func.count()).where(DeliveryRow.destination == destination, DeliveryRow.delivered_at > since)
        with self._database.reading() as session:
            return session.scalar(told) or 0

    def claim(self, destination: str, *, at: datetime, until: datetime) -> Claim | None:
        """Take the delivery that is due longest; no other courier gets it before ``until``."""
        due = _due(select(DeliveryRow), at).where(DeliveryRow.destination == destination)
        longest = due.order_by(DeliveryRow.next_attempt_at, DeliveryRow.created_at).limit(1)
        with self._database.writing() as session:
            row = session.scalars(longest.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.claimed_until = until
            row.attempts += 1
            told = session.get_one(OutboxRow, row.outbox_id)
            parcel = Parcel(row.id, told.topic, told.payload, told.created_at)
            return Claim(parcel, destination, row.attempts, until)

    def mark_delivered(self, claim: Claim, *, at: datetime) -> None:
        """Note that the receiver confirmed; what is secret of the payload is forgotten with it."""
        with self._database.writing() as session:
            row = session.get(DeliveryRow, claim.parcel.id, with_for_update=True)
            if row is None:  # erased with its lead meanwhile
                return
            if row.delivered_at is None:
                _tell_lead(session, row.outbox_id, at)
            row.status, row.delivered_at = DeliveryStatus.DELIVERED.value, row.delivered_at or at
            row.next_attempt_at = row.claimed_until = row.last_error = None
            _forget_secret(session, row.outbox_id)

    def mark_failed(self, claim: Claim, error: str, *, next_attempt_at: datetime) -> None:
        """Note why an attempt failed and when the next is due, where the claim still stands."""
        with self._database.writing() as session:
            row = _held(session, claim)
            if row is not None:
                row.next_attempt_at, row.claimed_until, row.last_error = next_attempt_at, None, error

    def give_up(self, claim: Claim, error: str) -> None:
        """Put a delivery to the dead letters, where the claim still stands."""
        with self._database.writing() as session:
            row = _held(session, claim)
            if row is not None:
                row.status, row.last_error = DeliveryStatus.GIVEN_UP.value, error
                row.next_attempt_at = row.claimed_until = None


def _delivery(entry: OutboxRow, destination: Destination, at: datetime) -> DeliveryRow:
    return DeliveryRow(
        id=f"{entry.id}:{destination.key}",
        outbox_id=entry.id,
        destination=destination.key,
        status=DeliveryStatus.WAITING.value,
        attempts=0,
        created_at=at,
        next_attempt_at=at,
    )


def _due(found: Select[Any], at: datetime) -> Select[Any]:
    """Narrow a query to what may be claimed: due, and not held by a courier."""
    return found.where(
        DeliveryRow.status == DeliveryStatus.WAITING.value,
        DeliveryRow.next_attempt_at <= at,
        or_(DeliveryRow.claimed_until.is_(None), DeliveryRow.claimed_until <= at),
    )


def _held(session: Session, claim: Claim) -> DeliveryRow | None:
    """Return the row of a claim that nobody else has taken over since; ``claimed_until`` tells the claims apart."""
    row = session.get(DeliveryRow, claim.parcel.id, with_for_update=True)
    stands = row is not None and row.status == DeliveryStatus.WAITING.value and row.claimed_until == claim.until
    return row if stands else None


def _tell_lead(session: Session, entry_id: str, at: datetime) -> None:
    """Add to the timeline of a lead that its visitor has the acknowledgement, once."""
    entry = session.get_one(OutboxRow, entry_id)
    if entry.topic == Topic.VISITOR_ACKNOWLEDGEMENT.value and entry.lead_id is not None:
        kind = LeadEventKind.ACKNOWLEDGED.value
        session.add(LeadEventRow(lead_id=entry.lead_id, kind=kind, at=at, actor=SYSTEM.name, details={}))


def _forget_secret(session: Session, entry_id: str) -> None:
    """Take a link that lets somebody in out of an entry that was delivered."""
    entry = session.get_one(OutboxRow, entry_id)
    secret = SECRET_KEYS.get(Topic(entry.topic)) if entry.topic in set(Topic) else None
    if secret is not None:
        entry.payload = {name: value for name, value in entry.payload.items() if name != secret}
