"""Replies of staff: outbox entry, status, clock, timeline and the follow-up task in one transaction, once a form."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from frontdesk.leads import announcements
from frontdesk.leads.announcements import Reply
from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.task import TaskKind
from frontdesk.qualification.model import Lead, LeadStatus
from frontdesk.services.answer_lead import Answered
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_tasks import NewTask
from frontdesk.staff.member import Member, acting
from frontdesk.store.lead_desk_changes import Change, Details
from frontdesk.store.lead_desk_tables import TaskRow
from frontdesk.store.lead_rows import lead_from
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_tasks_store import make_task
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.session import Database


class SqlAnswers:
    """Fills the port AnswerStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, reference: str, reply: Reply, *, follow_up_at: datetime, by: Member, at: datetime) -> Answered:
        """Write a reply with all that follows from it in one transaction. Raises LeadNotFound and MergedAway."""
        with self._database.writing() as session:
            change = Change(session, acting(by), at)
            row = change.lead(reference)  # held until the end: of two that send the same form, the second finds it sent
            lead = _read(change, row)
            entry = announcements.answer(lead, reply, by, at)
            sent = session.get(OutboxRow, entry.id)
            if sent is not None:
                return Answered(is_new=False, follow_up_at=_follow_up_of(change, row) or follow_up_at)
            session.add(outbox_row(entry, row.id))
            _tell(change, row, reply, is_first=row.answered_at is None)
            _stop_the_clock(change, row)
            _own(change, row, by)
            _follow_up(change, row, NewTask("", follow_up_at, by.id))
        return Answered(is_new=True, follow_up_at=follow_up_at)


def _read(change: Change, row: LeadRow) -> Lead:
    whole = select(LeadRow).where(LeadRow.id == row.id).options(joinedload(LeadRow.consent), joinedload(LeadRow.owner))
    return lead_from(change.session.scalars(whole.execution_options(populate_existing=True)).one())


def _tell(change: Change, row: LeadRow, reply: Reply, *, is_first: bool) -> None:
    decided = {"is_first": is_first, "in_time": change.at <= row.due_at}
    change.tell(row, LeadEventKind.ANSWERED, decided | {"text": reply.text, "facts": ", ".join(reply.facts)})
    change.log(row, AuditAction.ANSWERED, decided | {"length": len(reply.text)})


def _stop_the_clock(change: Change, row: LeadRow) -> None:
    row.answered_at = row.answered_at or change.at
    if row.status != LeadStatus.NEW.value:
        return
    row.status = LeadStatus.CONTACTED.value
    moved = {"before": LeadStatus.NEW.value, "after": row.status}
    change.tell(row, LeadEventKind.STATUS_CHANGED, moved)
    change.log(row, AuditAction.CHANGED, {"field": "status"} | moved)


def _own(change: Change, row: LeadRow, by: Member) -> None:
    """Make whoever answers what nobody has its owner."""
    if row.owner_id is not None:
        return
    row.owner_id, row.assigned_at = by.id, change.at
    change.tell(row, LeadEventKind.ASSIGNED, {"owner_id": by.id, "owner": by.name, "reason": "taken"})
    change.log(row, AuditAction.ASSIGNED, {"owner_id": by.id, "before_id": None, "reason": "taken"})


def _follow_up(change: Change, row: LeadRow, task: NewTask) -> None:
    """Make the task to follow the reply up; it was what earlier ones of its kind asked for."""
    for earlier in _open_follow_ups(change, row):
        earlier.done_at, earlier.done_by_id = change.at, change.by.staff_id
        done: Details = {"task_id": earlier.id, "title": earlier.title, "kind": earlier.kind}
        change.tell(row, LeadEventKind.TASK_DONE, done)
        change.log(row, AuditAction.CHANGED, {"task_id": earlier.id, "field": "done"})
    make_task(change, row, TaskKind.FOLLOW_UP, task)


def _open_follow_ups(change: Change, row: LeadRow) -> list[TaskRow]:
    query = select(TaskRow).where(
        TaskRow.lead_id == row.id, TaskRow.kind == TaskKind.FOLLOW_UP.value, TaskRow.done_at.is_(None)
    )
    return list(change.session.scalars(query.order_by(TaskRow.id)))


def _follow_up_of(change: Change, row: LeadRow) -> datetime | None:
    return next((task.due_at for task in reversed(_open_follow_ups(change, row))), None)
