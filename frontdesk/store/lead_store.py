"""Leads with their consent, recorded once and read back."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.store.lead_rows import lead_from, lead_row
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import outbox_row
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
        query = select(LeadRow).where(LeadRow.reference == reference).options(*_whole())
        with self._database.reading() as session:
            row = session.scalars(query).one_or_none()
            return None if row is None else lead_from(row)

    def list_leads(self) -> tuple[Lead, ...]:
        """Return every lead, newest first."""
        query = select(LeadRow).order_by(LeadRow.created_at.desc(), LeadRow.id.desc())
        with self._database.reading() as session:
            return tuple(lead_from(row) for row in session.scalars(query.options(*_whole())))


def _whole() -> tuple[ORMOption, ...]:
    return joinedload(LeadRow.consent), joinedload(LeadRow.owner)


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
