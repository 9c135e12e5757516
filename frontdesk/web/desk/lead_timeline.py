"""The timeline of a lead in words: each entry names a text and what fills it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from frontdesk.leads.event import LeadEvent, LeadEventKind
from frontdesk.services.lead_page import Entry, LeadFile
from frontdesk.web.desk.texts import has_text

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
    LeadEventKind.LINKED: "link",
    LeadEventKind.UNLINKED: "link",
}
_ASSIGNED = frozenset({"taken", "given", "released"})
_REMARKS = {
    LeadEventKind.STATUS_CHANGED: "reason",
    LeadEventKind.OVERRIDDEN: "reason",
    LeadEventKind.ANSWERED: "text",  # what the visitor was sent
}
_TASKS = frozenset({LeadEventKind.TASK_MADE, LeadEventKind.TASK_DONE, LeadEventKind.TASK_REOPENED})
_WORDS = {
    LeadEventKind.STATUS_CHANGED: "terms.status.",
    LeadEventKind.OVERRIDDEN: "terms.outcome.",
    LeadEventKind.LINKED: "terms.channel.",
    LeadEventKind.UNLINKED: "terms.channel.",
}
_NAMED = ("owner", "deputy_for", "rule", "label", "title", "other", "before", "after")

type Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline. ``reference`` is that of a merged lead it happened to, ``remark`` what somebody wrote with it."""

    who: str
    did: str
    drawing: str
    at: datetime
    reference: str | None
    remark: str


def lines(file: LeadFile, say: Say) -> tuple[Line, ...]:
    """Return the timeline, newest first. ``say`` gives the texts of the reader's language."""
    return tuple(_line(file, entry, say) for entry in reversed(file.timeline))


def _line(file: LeadFile, entry: Entry, say: Say) -> Line:
    event = entry.event
    return Line(
        who=_who(file, event.actor) or say(f"lead.actor.{_sort_of(event.actor)}"),
        did=say(f"lead.event.{_key(event)}", **_values(event, say)),
        drawing=_DRAWINGS.get(event.kind, "note"),
        at=event.at,
        reference=entry.reference if entry.reference != file.lead.reference else None,
        remark=str(event.details.get(_REMARKS[event.kind]) or "") if event.kind in _REMARKS else "",
    )


def _values(event: LeadEvent, say: Say) -> dict[str, str]:
    """Return what fills the text; statuses and outcomes in the reader's words."""
    words = _WORDS.get(event.kind)
    told = {name: str(event.details.get(name) or "") for name in _NAMED}
    return {name: say(words + value) if words and has_text(words + value) else value for name, value in told.items()}


def _key(event: LeadEvent) -> str:
    """Return which of several texts fits."""
    details = event.details
    if event.kind is LeadEventKind.ASSIGNED:
        reason = str(details.get("reason"))
        return f"assigned_{reason}" if reason in _ASSIGNED else _routed(event)
    if event.kind is LeadEventKind.OVERRIDDEN and details.get("taken_back"):
        return "override_taken_back"
    if event.kind in _TASKS and not details.get("title"):
        return f"{event.kind.value}_untitled"
    return event.kind.value


def _routed(event: LeadEvent) -> str:
    """Return which text tells how the system gave a lead to somebody, or to nobody."""
    if not event.details.get("owner"):
        return "assigned_nobody"
    if event.details.get("deputy_for"):
        return "assigned_deputy"
    return "assigned_rule" if event.details.get("rule") else "assigned_routed"


def _who(file: LeadFile, actor: str) -> str | None:
    kind, _, number = actor.partition(":")
    return file.name_of(int(number)) if kind == "staff" and number.isdecimal() else None


def _sort_of(actor: str) -> str:
    kind = actor.partition(":")[0]
    return kind if kind in {"system", "visitor", "cli", "staff"} else "assistant"
