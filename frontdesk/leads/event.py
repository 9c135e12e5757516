"""What may happen to a lead, as its timeline tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class LeadEventKind(StrEnum):
    """The sorts of entries of a lead's timeline."""

    RECORDED = "recorded"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    STATUS_CHANGED = "status_changed"
    OVERRIDDEN = "overridden"
    NOTED = "noted"
    LABELLED = "labelled"
    UNLABELLED = "unlabelled"
    ANSWERED = "answered"
    TAKEN_OVER = "taken_over"
    HANDED_BACK = "handed_back"
    PROMISE_MISSED = "promise_missed"  # nobody came, or answered, while the visitor waited live
    WARNED = "warned"
    BREACHED = "breached"
    TASK_MADE = "task_made"
    TASK_DONE = "task_done"
    TASK_REOPENED = "task_reopened"
    MERGED = "merged"
    UNMERGED = "unmerged"
    LINKED = "linked"  # with a conversation on another channel
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True)
class LeadEvent:
    """One entry of a timeline. ``actor`` is Actor.name; ``details`` may hold names, since the timeline is erased with the lead."""

    kind: LeadEventKind
    at: datetime
    actor: str
    details: Mapping[str, str | int | bool | None] = field(default_factory=dict)
