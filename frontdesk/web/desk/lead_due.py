"""How a lead stands against its promise, as a word, a tone and a drawing, so that no colour tells it alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.leads.merging import Standing

_SOON = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Due:
    """``key`` names the text; ``moment`` is what it speaks of."""

    key: str
    tone: str
    drawing: str
    moment: datetime | None


def due_of(standing: Standing, closed_at: datetime | None, now: datetime) -> Due:
    """Return what the page says of the promise."""
    if standing.answered_at is not None:
        in_time = standing.answered_at <= standing.due_at
        return Due(
            "answered" if in_time else "answered_late", "good" if in_time else "warn", "check", standing.answered_at
        )
    if standing.status.is_closed:
        return Due("closed", "", "check", closed_at)
    if standing.due_at <= now:
        return Due("overdue", "bad", "alert", standing.due_at)
    soon = standing.due_at - now <= _SOON
    return Due("soon" if soon else "open", "warn" if soon else "info", "clock", standing.due_at)
