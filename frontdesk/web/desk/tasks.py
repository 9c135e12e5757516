"""The tasks of one member of staff, or of everybody, by the day they are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from frontdesk.leads.office_hours import brussels_day
from frontdesk.leads.task import Task
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.staff.member import acting
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import AtTheDesk, LeadReader
from frontdesk.web.desk.pages import page

router = APIRouter()


class Whose(StrEnum):
    """The two lists."""

    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Day:
    """Tasks due on one day; ``key`` names the heading, and is nothing where the day itself is one."""

    key: str
    day: date
    tasks: tuple[Task, ...]


@router.get("/tasks")
def tasks(
    request: Request,
    desk: AtTheDesk,
    who: LeadReader,
    whose: Annotated[Whose, Query()] = Whose.MINE,
    done: Annotated[int | None, Query()] = None,
) -> Response:
    """List open tasks; ``done`` is the one that was just done, to be taken back with one click."""
    now = desk.clock.now()
    found = desk.lead_work.tasks.open_tasks(who.member.id if whose is Whose.MINE else None)
    entry = AuditEntry(
        now, acting(who.member), AuditAction.VIEWED, ObjectKind.LEAD, "tasks", {"count": len(found.tasks)}
    )
    desk.audit.note([entry])
    return page(
        request,
        "lead/tasks_page.html",
        whose=whose.value,
        found=found,
        days=by_day(found.tasks, now),
        now=now,
        done=done,
        can_work=who.member.may(Permission.WORK_LEADS),
    )


def by_day(tasks: Sequence[Task], now: datetime) -> tuple[Day, ...]:
    """Group tasks by the day they are due in Brussels: what is late first, then day by day."""
    today = brussels_day(now)
    grouped = groupby(sorted(tasks, key=lambda task: task.due_at), key=lambda task: _heading(task, today))
    return tuple(Day(key, day, tuple(held)) for (key, day), held in grouped)


def _heading(task: Task, today: date) -> tuple[str, date]:
    day = brussels_day(task.due_at)
    if day < today:
        return "late", today
    named = {today: "today", today + timedelta(days=1): "tomorrow"}
    return named.get(day, ""), day
