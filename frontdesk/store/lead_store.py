"""Leads with their consent, and what is still to be told to the outside."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.store.lead_rows import lead_from, lead_row, outbox_from, outbox_row
from frontdesk.store.lead_tables import LeadEventRow, LeadRow, OutboxRow
from frontdesk.store.session import Database

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another: 0 O, 1 I L


class SqlLeadStore:
    """Leads on SQLite or PostgreSQL. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record_lead(self, lead: Lead, outbox: Sequence[OutboxEntry]) -> str:
        """Write lead, consent and outbox entries in one transaction and return the reference once it is committed.

        Where that enquiry is recorded already, nothing is written and the reference of the recorded lead is returned.
        """
        try:
            with self._database.writing() as session:
                return _recorded(session, lead.enquiry.enquiry_id) or _record(session, lead, outbox)
        except IntegrityError:
            if not self._is_known(lead):
                raise
        # Either the same enquiry was recorded since we looked, or another one has drawn the same reference.
        return self.record_lead(replace(lead, reference=drawn_again(lead.reference)), outbox)

    def _is_known(self, lead: Lead) -> bool:
        same = or_(LeadRow.enquiry_id == lead.enquiry.enquiry_id, LeadRow.reference == lead.reference)
        with self._database.reading() as session:
            return session.scalars(select(LeadRow.id).where(same).limit(1)).first() is not None

    def get(self, reference: str) -> Lead | None:
        """Return one lead."""
        query = select(LeadRow).where(LeadRow.reference == reference).options(joinedload(LeadRow.consent))
        with self._database.reading() as session:
            row = session.scalars(query).one_or_none()
            return None if row is None else lead_from(row)

    def list_leads(self) -> tuple[Lead, ...]:
        """Return every lead, newest first."""
        query = select(LeadRow).order_by(LeadRow.created_at.desc(), LeadRow.id.desc())
        with self._database.reading() as session:
            return tuple(lead_from(row) for row in session.scalars(query.options(joinedload(LeadRow.consent))))


class SqlOutbox:
    """The outbox on SQLite or PostgreSQL. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, at: datetime, *, limit: int = 50) -> tuple[OutboxEntry, ...]:
        """Return the undelivered entries whose next attempt is due, oldest first."""
        waiting = select(OutboxRow).where(OutboxRow.status == "pending", OutboxRow.next_attempt_at <= at)
        with self._database.reading() as session:
            rows = session.scalars(waiting.order_by(OutboxRow.created_at, OutboxRow.id).limit(limit))
            return tuple(outbox_from(row) for row in rows)

    def mark_delivered(self, entry_id: str, *, at: datetime) -> None:
        """Note that an entry has arrived; it is not due again."""
        with self._database.writing() as session:
            row = session.get_one(OutboxRow, entry_id, with_for_update=True)
            row.status, row.delivered_at, row.next_attempt_at = "delivered", at, None
            row.attempts += 1

    def mark_failed(self, entry_id: str, *, reason: str, next_attempt_at: datetime | None) -> None:
        """Count an attempt; without a next one the entry is given up and kept for staff."""
        with self._database.writing() as session:
            row = session.get_one(OutboxRow, entry_id, with_for_update=True)
            row.status = "pending" if next_attempt_at else "given_up"
            row.next_attempt_at, row.last_error = next_attempt_at, reason
            row.attempts += 1


def _recorded(session: Session, enquiry_id: str) -> str | None:
    return session.scalars(select(LeadRow.reference).where(LeadRow.enquiry_id == enquiry_id)).one_or_none()


def _record(session: Session, lead: Lead, outbox: Sequence[OutboxEntry]) -> str:
    row = lead_row(lead)
    session.add(row)
    session.flush()
    session.add_all(outbox_row(entry, row.id) for entry in outbox)
    session.add(
        LeadEventRow(lead_id=row.id, kind="recorded", at=lead.created_at, actor=lead.enquiry.channel, details={})
    )
    return row.reference


def drawn_again(reference: str) -> str:
    """Return a reference of the same form whose last group is another one, drawn by chance."""
    head, dash, tail = reference.rpartition("-")
    return head + dash + "".join(secrets.choice(REFERENCE_LETTERS) for _ in tail)
