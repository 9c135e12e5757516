"""What happens in a conversation, noted on its leads in the same transaction; a lead that was merged passes it on to the one that stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.task import TaskKind
from frontdesk.qualification.model import LeadStatus
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_tasks import NewTask
from frontdesk.staff.member import Actor
from frontdesk.store.lead_desk_changes import Change, Details
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_tasks_store import make_task

_LIVE: Details = {"how": "live"}


def note_on_leads(session: Session, conversation_id: str, kind: LeadEventKind, by: Actor, at: datetime) -> None:
    """Add an entry to the timeline of every lead of a conversation."""
    change = Change(session, by, at)
    for lead in _leads_of(session, conversation_id):
        change.tell(lead, kind, _LIVE)


def answer_leads(change: Change, conversation_id: str, follow_up_at: datetime) -> None:
    """Count what a person says live as the answer to the leads that nobody answered before; who answers what nobody has owns it.

    Each is to be followed up by whoever answered, once: a talk is one answer, however many messages it has.
    """
    for lead in _leads_of(change.session, conversation_id):
        if lead.answered_at is None:
            _answer(change, lead)
            make_task(change, lead, TaskKind.FOLLOW_UP, NewTask("", follow_up_at, change.by.staff_id))


def _answer(change: Change, lead: LeadRow) -> None:
    lead.answered_at = change.at
    told: Details = {**_LIVE, "is_first": True, "in_time": change.at <= lead.due_at}
    change.tell(lead, LeadEventKind.ANSWERED, told)
    change.log(lead, AuditAction.ANSWERED, told)
    if lead.status == LeadStatus.NEW.value:
        lead.status = LeadStatus.CONTACTED.value
        moved = {"before": LeadStatus.NEW.value, "after": lead.status}
        change.tell(lead, LeadEventKind.STATUS_CHANGED, moved)
        change.log(lead, AuditAction.CHANGED, {"field": "status"} | moved)
    if lead.owner_id is None and change.by.staff_id is not None:
        owner = change.colleague(change.by.staff_id)
        lead.owner_id, lead.assigned_at = owner.id, change.at
        change.tell(lead, LeadEventKind.ASSIGNED, {"owner_id": owner.id, "owner": owner.name, "reason": "taken"})
        change.log(lead, AuditAction.ASSIGNED, {"owner_id": owner.id, "before_id": None, "reason": "taken"})


def _leads_of(session: Session, conversation_id: str) -> Sequence[LeadRow]:
    standing = func.coalesce(LeadRow.merged_into_id, LeadRow.id)
    theirs = select(standing).where(LeadRow.conversation_id == conversation_id)
    query = select(LeadRow).where(LeadRow.id.in_(theirs)).order_by(LeadRow.id)
    return session.scalars(query.with_for_update(of=LeadRow)).all()
