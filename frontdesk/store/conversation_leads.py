"""What happens in a conversation, noted on its leads in the same transaction; a lead that was merged passes it on to the one that stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.qualification.model import LeadStatus
from frontdesk.staff.member import Actor
from frontdesk.store.lead_tables import LeadEventRow, LeadRow


def note_on_leads(session: Session, conversation_id: str, kind: LeadEventKind, by: Actor, at: datetime) -> None:
    """Add an entry to the timeline of every lead of a conversation."""
    for lead in _leads_of(session, conversation_id):
        session.add(_event(lead, kind, by, at))


def answer_leads(session: Session, conversation_id: str, by: Actor, at: datetime) -> None:
    """Count what a person says live as the answer to the leads that nobody answered before."""
    for lead in _leads_of(session, conversation_id):
        if lead.answered_at is not None:
            continue
        lead.answered_at = at
        if lead.status == LeadStatus.NEW.value:
            lead.status = LeadStatus.CONTACTED.value
        session.add(_event(lead, LeadEventKind.ANSWERED, by, at))


def _leads_of(session: Session, conversation_id: str) -> Sequence[LeadRow]:
    standing = func.coalesce(LeadRow.merged_into_id, LeadRow.id)
    theirs = select(standing).where(LeadRow.conversation_id == conversation_id)
    query = select(LeadRow).where(LeadRow.id.in_(theirs)).order_by(LeadRow.id)
    return session.scalars(query.with_for_update(of=LeadRow)).all()


def _event(lead: LeadRow, kind: LeadEventKind, by: Actor, at: datetime) -> LeadEventRow:
    return LeadEventRow(lead_id=lead.id, kind=kind.value, at=at, actor=by.name, details={"how": "live"})
