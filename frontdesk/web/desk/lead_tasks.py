"""Tasks of a lead: made, done, undone and given to somebody else, from the lead's page or the page of tasks."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from frontdesk.leads.task import Task
from frontdesk.services.lead_notes import TextMissing, TextTooLong
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, LeadWorker
from frontdesk.web.desk.lead import show_lead
from frontdesk.web.desk.lead_form import AtLead, Wrong, back_to_lead
from frontdesk.web.desk.lead_notes import error_of
from frontdesk.web.desk.lead_problems import told_as_page
from frontdesk.web.desk.pages import redirect
from frontdesk.wiring.desk import Desk

router = APIRouter()
_LONGEST_ID = 18  # digits


@router.post("/leads/{reference}/tasks")
def add(
    at: AtLead,
    who: LeadWorker,
    title: Annotated[str, Form()] = "",
    day: Annotated[str, Form()] = "",
    assignee: Annotated[str, Form()] = "",
) -> Response:
    """Make a task for a day."""
    values = {"title": title, "day": day, "assignee": assignee}
    due = _day(day)
    if due is None:
        return show_lead(at, who, wrong=Wrong("task-day", "lead.error.day", values))
    try:
        with told_as_page(at.request):
            at.desk.lead_work.tasks.add(at.reference, title, due, _staff_id(assignee), by=acting(who.member))
    except (TextMissing, TextTooLong) as problem:
        return show_lead(at, who, wrong=Wrong("task", error_of(problem), values))
    return back_to_lead(at.reference, "lead.said.task_made", "tasks")


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """A task's form, and where it was: one of the two lists of tasks, or the page of the lead ``back`` names."""

    request: Request
    desk: Desk
    task_id: int
    back: str

    def again(self, task: Task, said: str, more: str = "") -> Response:
        """Show the place again, and what was done."""
        if self.back in {"mine", "all"}:
            return redirect(f"/desk/tasks?whose={self.back}{more}", said)
        return back_to_lead(self.back or task.reference, said, "tasks")


def _place(request: Request, desk: AtTheDesk, task_id: int, back: Annotated[str, Form()] = "") -> TaskPlace:
    return TaskPlace(request, desk, task_id, back)


type AtTask = Annotated[TaskPlace, Depends(_place)]


@router.post("/tasks/{task_id}/done")
def finish(at: AtTask, who: LeadWorker) -> Response:
    """Note that a task is done."""
    with told_as_page(at.request):
        task = at.desk.lead_work.tasks.finish(at.task_id, by=acting(who.member))
    return at.again(task, "lead.said.task_done", f"&done={at.task_id}")


@router.post("/tasks/{task_id}/undone")
def reopen(at: AtTask, who: LeadWorker) -> Response:
    """Note that a task is not done after all."""
    with told_as_page(at.request):
        task = at.desk.lead_work.tasks.reopen(at.task_id, by=acting(who.member))
    return at.again(task, "lead.said.task_reopened")


@router.post("/tasks/{task_id}/assign")
def reassign(at: AtTask, who: LeadWorker, to: Annotated[str, Form()] = "") -> Response:
    """Give a task to somebody, or to nobody."""
    with told_as_page(at.request):
        task = at.desk.lead_work.tasks.reassign(at.task_id, _staff_id(to), by=acting(who.member))
    return at.again(task, "lead.said.task_assigned")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _staff_id(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) <= _LONGEST_ID else None
