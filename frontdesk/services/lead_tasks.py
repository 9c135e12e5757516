"""Tasks: what is to be done for leads by a day, whose it is, and whether it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.leads.task import LONGEST_TITLE, Task
from frontdesk.services.lead_notes import checked
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be made. It is done by the end of a day's work."""

    title: str
    due_at: datetime
    assignee_id: int | None


@dataclass(frozen=True, slots=True)
class TaskList:
    """Open tasks, the earliest due first, at most MOST_SHOWN; and who the people are, by id."""

    tasks: tuple[Task, ...]
    total: int
    names: Mapping[int, str]


class TaskStore(Protocol):
    """Where tasks are kept. Every method raises StoreUnavailable."""

    def add(self, reference: str, task: NewTask, *, by: Actor, at: datetime) -> int:
        """Add a task and return its id. Raises LeadNotFound, MergedAway and NotAssignable."""

    def finish(self, task_id: int, *, by: Actor, at: datetime) -> Task:
        """Note that a task is done; nothing changes where it is. Raises LeadNotFound."""

    def reopen(self, task_id: int, *, by: Actor, at: datetime) -> Task:
        """Note that a task is not done after all. Raises LeadNotFound."""

    def reassign(self, task_id: int, to_id: int | None, *, by: Actor, at: datetime) -> Task:
        """Give a task to somebody, or to nobody. Raises LeadNotFound and NotAssignable."""

    def open_tasks(self, assignee_id: int | None, *, limit: int) -> TaskList:
        """Return what is to be done by somebody, or by anybody."""


class LeadTasks:
    """The service of the tasks on a lead's page and of the page of tasks."""

    def __init__(self, store: TaskStore, clock: Clock, hours: OfficeHours | None = None) -> None:
        self._store = store
        self._clock = clock
        self._hours = hours or OfficeHours()

    def add(self, reference: str, title: str, day: date, assignee_id: int | None, *, by: Actor) -> int:
        """Make a task to be done before the office closes on a day. Raises TextMissing and TextTooLong."""
        task = NewTask(checked(title, LONGEST_TITLE), self._hours.closing(day), assignee_id)
        return self._store.add(reference, task, by=by, at=self._clock.now())

    def finish(self, task_id: int, *, by: Actor) -> Task:
        """Note that a task is done."""
        return self._store.finish(task_id, by=by, at=self._clock.now())

    def reopen(self, task_id: int, *, by: Actor) -> Task:
        """Note that a task is not done after all."""
        return self._store.reopen(task_id, by=by, at=self._clock.now())

    def reassign(self, task_id: int, to_id: int | None, *, by: Actor) -> Task:
        """Give a task to somebody, or to nobody."""
        return self._store.reassign(task_id, to_id, by=by, at=self._clock.now())

    def open_tasks(self, assignee_id: int | None = None) -> TaskList:
        """Return what is to be done by somebody, or by anybody, the earliest due first."""
        return self._store.open_tasks(assignee_id, limit=MOST_SHOWN)
