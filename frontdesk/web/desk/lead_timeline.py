"""The timeline of a lead in words: each entry names a text and what fills it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from frontdesk.leads.event import LeadEvent, LeadEventKind
from frontdesk.services.lead_page import Entry, LeadFile

_DRAWINGS: Mapping[LeadEventKind, str] = {
    LeadEventKind.RECORDED: "flag",
    LeadEventKind.ACKNOWLEDGED: "mail",
    LeadEventKind.ASSIGNED: "person",
    LeadEventKind.STATUS_CHANGED: "route",
    LeadEventKind.OVERRIDDEN: "edit",
    LeadEventKind.NOTED: "note",
    LeadEventKind.LABELLED: "tag",
    LeadEventKind.UNLABELLED: "tag",
    LeadEventKind.ANSWERED: "send",
    LeadEventKind.TAKEN_OVER: "live",
    LeadEventKind.HANDED_BACK: "undo",
    LeadEventKind.PROMISE_MISSED: "alert",
    LeadEventKind.WARNED: "clock",
    LeadEventKind.BREACHED: "alert",
    LeadEventKind.TASK_MADE: "tasks",
    LeadEventKind.TASK_DONE: "check",
    LeadEventKind.TASK_REOPENED: "undo",
    LeadEventKind.MERGED: "merge",
    LeadEventKind.UNMERGED: "merge",
}
_ASSIGNED = frozenset({"taken", "given", "released"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline: ``key`` names the text, ``values`` fill it; ``who`` is a name, or ``actor`` names a text for one."""

    key: str
    values: Mapping[str, str]
    drawing: str
    at: datetime
    who: str | None
    actor: str
    reference: str | None
    remark: str


def lines(file: LeadFile) -> tuple[Line, ...]:
    """Return the timeline, newest first."""
    return tuple(_line(file, entry) for entry in reversed(file.timeline))


def _line(file: LeadFile, entry: Entry) -> Line:
    event = entry.event
    known = {name: str(value) for name, value in event.details.items() if value is not None}
    return Line(
        key=_key(event),
        values=known,
        drawing=_DRAWINGS.get(event.kind, "note"),
        at=event.at,
        who=_who(file, event.actor),
        actor=_sort_of(event.actor),
        reference=entry.reference if entry.reference != file.lead.reference else None,
        remark=known.get("reason", "") if event.kind in _REMARKED else "",
    )


_REMARKED = frozenset({LeadEventKind.STATUS_CHANGED, LeadEventKind.OVERRIDDEN})


def _key(event: LeadEvent) -> str:
    """Return which of several texts fits."""
    details = event.details
    if event.kind is LeadEventKind.ASSIGNED:
        reason = str(details.get("reason"))
        return f"assigned_{reason}" if reason in _ASSIGNED else "assigned_routed"
    if event.kind is LeadEventKind.OVERRIDDEN and details.get("taken_back"):
        return "override_taken_back"
    if event.kind in {LeadEventKind.TASK_MADE, LeadEventKind.TASK_DONE, LeadEventKind.TASK_REOPENED}:
        return event.kind.value if details.get("title") else f"{event.kind.value}_untitled"
    return event.kind.value


def _who(file: LeadFile, actor: str) -> str | None:
    kind, _, number = actor.partition(":")
    return file.name_of(int(number)) if kind == "staff" and number.isdecimal() else None


def _sort_of(actor: str) -> str:
    kind = actor.partition(":")[0]
    return kind if kind in {"system", "visitor", "cli", "staff"} else "assistant"
