"""Watches the promises: reminds before one is broken, tells of a broken one each working morning, and replaces owners who are away."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.leads.clock import ResponseClock
from frontdesk.leads.office_hours import brussels_day
from frontdesk.services.ports import Clock

_PAGE = 100


class Attention(StrEnum):
    """What was done for a lead."""

    ASSIGNED = "assigned"
    LEFT_WITHOUT_OWNER = "left_without_owner"
    WARNED = "warned"
    BREACHED = "breached"
    REMINDED = "reminded"


@dataclass(frozen=True, slots=True)
class Glance:
    """One look at the clock. ``staffed_day`` is the day whose staff see first what happens now.

    Whatever is due by ``warns_until`` is near. A broken promise is told again where the last alarm went off before ``reminds_since``;
    outside office hours that is none.
    """

    at: datetime
    today: date
    staffed_day: date
    warns_until: datetime
    reminds_since: datetime | None


class ClockStore(Protocol):
    """Leads as their clock sees them. Safe in several processes at once; every method raises StoreUnavailable."""

    def calling(self, glance: Glance, *, after: int, limit: int) -> tuple[int, ...]:
        """Return the ids of leads that call for something, the smallest ids above ``after``."""

    def attend(self, lead_id: int, glance: Glance) -> tuple[Attention, ...]:
        """Do for one lead what it calls for, in one transaction; nothing where another process is at it or has done it."""


def watch(store: ClockStore, clock: Clock, promise: ResponseClock) -> Counter[Attention]:
    """Do whatever the clock calls for now and return what was done. Doing it again does nothing. Raises StoreUnavailable."""
    now = glance(promise, clock.now())
    return Counter(done for lead_id in _all_calling(store, now) for done in store.attend(lead_id, now))


def glance(promise: ResponseClock, at: datetime) -> Glance:
    """Return how the clock stands at a moment."""
    hours, today = promise.hours, brussels_day(at)
    return Glance(
        at=at,
        today=today,
        staffed_day=hours.next_working_day(at),
        warns_until=promise.warns_of_what_is_due_by(at),
        reminds_since=hours.opening(today) if hours.is_open(at) else None,
    )


def _all_calling(store: ClockStore, now: Glance) -> Iterator[int]:
    last = 0
    while page := store.calling(now, after=last, limit=_PAGE):
        yield from page
        last = page[-1]
