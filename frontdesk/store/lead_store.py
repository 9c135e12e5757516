"""Leads with their consent, recorded once, given to somebody, and read back."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from frontdesk.leads import announcements
from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.office_hours import OfficeHours
from frontdesk.leads.receipt import Receipt
from frontdesk.leads.routing import AssignmentReason, Occasion
from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.staff.member import Member
from frontdesk.store.lead_assignment import administrators, route_in
from frontdesk.store.lead_rows import lead_from, lead_row
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.session import Database

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another: 0 O, 1 I L


class SqlLeadStore:
    """Leads on SQLite or PostgreSQL. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database, hours: OfficeHours | None = None) -> None:
        self._database = database
        self._hours = hours or OfficeHours()

    def record_lead(self, lead: Lead, outbox: Sequence[OutboxEntry], *, at: datetime | None = None) -> Receipt:
        """Write lead, consent, owner and outbox entries in one transaction, and return what to tell once it is committed.

        ``at`` is now, where the enquiry waited since it was made. Where that enquiry is recorded already, nothing is written and what
        holds for the recorded lead is returned.
        """
        try:
            with self._database.writing() as session:
                known = _recorded(session, lead.enquiry.enquiry_id)
                return known or _record(session, lead, outbox, hours=self._hours, at=at or lead.created_at)
        except IntegrityError:
            if not self._is_known(lead):
                raise
        # Either the same enquiry was recorded since we looked, or another one has drawn the same reference.
        return self.record_lead(replace(lead, reference=drawn_again(lead.reference)), outbox, at=at)

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


def _recorded(session: Session, enquiry_id: str) -> Receipt | None:
    query = select(LeadRow).where(LeadRow.enquiry_id == enquiry_id).options(joinedload(LeadRow.owner))
    row = session.scalars(query).one_or_none()
    return None if row is None else Receipt(row.reference, row.due_at, row.owner.name if row.owner else None)


def _record(
    session: Session, lead: Lead, outbox: Sequence[OutboxEntry], *, hours: OfficeHours, at: datetime
) -> Receipt:
    row = lead_row(lead)
    session.add(row)
    session.flush()
    recorded = LeadEventKind.RECORDED.value
    session.add(LeadEventRow(lead_id=row.id, kind=recorded, at=lead.created_at, actor=lead.enquiry.channel, details={}))
    session.flush()  # first in the timeline
    occasion = Occasion(AssignmentReason.RECORDED, at, hours.next_working_day(at))
    choice, roster = route_in(session, row, lead, occasion)
    told = [_with_what_was_decided(entry, lead, choice.owner) for entry in outbox]
    told.append(announcements.acknowledgement(lead, choice.owner, at))
    if choice.owner is None:
        told.extend(announcements.unassigned(lead, administrators(roster), at))
    session.add_all(outbox_row(entry, row.id) for entry in told)
    return Receipt(row.reference, row.due_at, choice.owner.name if choice.owner else None)


def _with_what_was_decided(entry: OutboxEntry, lead: Lead, owner: Member | None) -> OutboxEntry:
    """Put into an entry that was written before the lead what only now is known: its final reference, and its owner."""
    decided = {"reference": lead.reference, "owner": owner.email if owner else None}
    return replace(entry, payload={**entry.payload} | {name: decided[name] for name in decided.keys() & entry.payload})


def drawn_again(reference: str) -> str:
    """Return a reference of the same form whose last group is another one, drawn by chance."""
    head, dash, tail = reference.rpartition("-")
    return head + dash + "".join(secrets.choice(REFERENCE_LETTERS) for _ in tail)
