"""Tasks: what is to be done for a lead by a day."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_TITLE = 300


class TaskKind(StrEnum):
    """Where a task came from. The title of one that nobody wrote is empty: its kind says what to do."""

    FOLLOW_UP = "follow_up"  # made when an answer is sent
    SECOND_ENQUIRY = "second_enquiry"  # made when an unanswered lead is merged into an answered one
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Task:
    """One task. Times are UTC; ``reference`` and ``organisation`` are those of its lead."""

    id: int
    reference: str
    organisation: str
    kind: TaskKind
    title: str
    due_at: datetime
    created_at: datetime
    assignee_id: int | None = None
    done_at: datetime | None = None
    done_by_id: int | None = None
