"""Tasks of leads."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.task import Task, TaskKind
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_problems import LeadNotFound
from frontdesk.services.lead_tasks import NewTask, TaskList
from frontdesk.staff.member import Actor
from frontdesk.store.lead_desk_changes import Change, Details
from frontdesk.store.lead_desk_tables import TaskRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow


class SqlLeadTasks:
    """Fills the port TaskStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reference: str, task: NewTask, *, by: Actor, at: datetime) -> int:
        """Add a task and return its id. Raises LeadNotFound, MergedAway and NotAssignable."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            return make_task(change, change.lead(reference), TaskKind.MANUAL, task).id

    def finish(self, task_id: int, *, by: Actor, at: datetime) -> Task:
        """Note that a task is done; nothing changes where it is. Raises LeadNotFound."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            row, lead = _locked(change, task_id)
            if row.done_at is None:
                row.done_at, row.done_by_id = at, by.staff_id
                change.tell(lead, LeadEventKind.TASK_DONE, _told(row))
                change.log(lead, AuditAction.CHANGED, {"task_id": row.id, "field": "done"})
            return task_from(row, lead)

    def reopen(self, task_id: int, *, by: Actor, at: datetime) -> Task:
        """Note that a task is not done after all. Raises LeadNotFound."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            row, lead = _locked(change, task_id)
            if row.done_at is not None:
                row.done_at, row.done_by_id = None, None
                change.tell(lead, LeadEventKind.TASK_REOPENED, _told(row))
                change.log(lead, AuditAction.CHANGED, {"task_id": row.id, "field": "reopened"})
            return task_from(row, lead)

    def reassign(self, task_id: int, to_id: int | None, *, by: Actor, at: datetime) -> Task:
        """Give a task to somebody, or to nobody. Raises LeadNotFound and NotAssignable."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            row, lead = _locked(change, task_id)
            if to_id is not None:
                change.colleague(to_id)
            if row.assignee_id != to_id:
                before, row.assignee_id = row.assignee_id, to_id
                change.log(lead, AuditAction.ASSIGNED, {"task_id": row.id, "owner_id": to_id, "before_id": before})
            return task_from(row, lead)

    def open_tasks(self, assignee_id: int | None, *, limit: int) -> TaskList:
        """Return what is to be done by somebody, or by anybody, the earliest due first."""
        fits = [TaskRow.done_at.is_(None)] + ([TaskRow.assignee_id == assignee_id] if assignee_id is not None else [])
        query = select(TaskRow, LeadRow).join(LeadRow, LeadRow.id == TaskRow.lead_id).where(*fits)
        with self._database.reading() as session:
            found = session.execute(query.order_by(TaskRow.due_at, TaskRow.id).limit(limit)).all()
            total = session.scalars(select(func.count()).select_from(TaskRow).where(*fits)).one()
            return TaskList(tuple(task_from(row, lead) for row, lead in found), total, _names(session))


def make_task(change: Change, lead: LeadRow, kind: TaskKind, task: NewTask) -> TaskRow:
    """Add a task in the transaction of what calls for it. Raises NotAssignable."""
    if task.assignee_id is not None:
        change.colleague(task.assignee_id)
    row = TaskRow(
        lead_id=lead.id,
        kind=kind.value,
        title=task.title,
        due_at=task.due_at,
        assignee_id=task.assignee_id,
        created_at=change.at,
    )
    change.session.add(row)
    change.session.flush()
    change.tell(lead, LeadEventKind.TASK_MADE, _told(row))
    change.log(lead, AuditAction.CREATED, {"task_id": row.id})
    return row


def task_from(row: TaskRow, lead: LeadRow) -> Task:
    """Return the task of a row and of its lead's."""
    return Task(
        id=row.id,
        reference=lead.reference,
        organisation=lead.organisation,
        kind=TaskKind(row.kind),
        title=row.title,
        due_at=row.due_at,
        created_at=row.created_at,
        assignee_id=row.assignee_id,
        done_at=row.done_at,
        done_by_id=row.done_by_id,
    )


def _told(row: TaskRow) -> Details:
    return {"task_id": row.id, "title": row.title, "kind": row.kind}


def _locked(change: Change, task_id: int) -> tuple[TaskRow, LeadRow]:
    row = change.session.scalars(select(TaskRow).where(TaskRow.id == task_id).with_for_update()).one_or_none()
    if row is None:
        raise LeadNotFound
    return row, change.session.get_one(LeadRow, row.lead_id)


def _names(session: Session) -> dict[int, str]:
    return {staff_id: name for staff_id, name in session.execute(select(StaffRow.id, StaffRow.name))}  # noqa: C416 - rows are no pairs to mypy
