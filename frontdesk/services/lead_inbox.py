"""The inbox: pages of leads, how many each view holds, and what can be filtered by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.leads.label import Label
from frontdesk.qualification.model import Lead, LeadStatus, Outcome
from frontdesk.services.lead_query import Asked, LeadFilters, LeadQuery, LeadView, Place
from frontdesk.services.ports import Clock
from frontdesk.values import Language

ZONE = "Europe/Brussels"
COUNT_CAP = 1000  # counting stops here, which people read as "999+"


@dataclass(frozen=True, slots=True)
class LeadLine:
    """What a row of the inbox shows. ``outcome`` is the effective one; ``investment`` is in the visitor's words.

    ``next_task_at`` is when the first of the open tasks is due. ``merged_into`` is the reference of the lead this one was merged into.
    """

    id: int
    reference: str
    name: str
    organisation: str
    country: str
    sector: str
    project: str
    investment: str | None
    jobs: str | None
    language: Language
    channel: str
    outcome: Outcome
    is_overridden: bool
    score: int
    status: LeadStatus
    created_at: datetime
    due_at: datetime
    answered_at: datetime | None
    owner_id: int | None
    owner: str | None
    labels: tuple[Label, ...] = ()
    open_tasks: int = 0
    next_task_at: datetime | None = None
    merged_into: str | None = None
    investment_eur: Decimal | None = None

    def awaits_answer(self) -> bool:
        """Tell whether a person must still answer."""
        return self.answered_at is None and not self.status.is_closed

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether a person should have answered by now."""
        return self.awaits_answer() and self.due_at <= now


@dataclass(frozen=True, slots=True)
class LeadPage:
    """Some leads in order, and where the pages before and behind them begin; ``total`` is at most COUNT_CAP."""

    lines: tuple[LeadLine, ...]
    total: int
    earlier: Place | None = None
    later: Place | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer beyond their closed lists: what there is in the database."""

    countries: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    owners: tuple[tuple[int, str], ...] = ()
    labels: tuple[Label, ...] = ()


class InboxStore(Protocol):
    """Where the inbox looks. Every method raises StoreUnavailable."""

    def page(self, asked: Asked) -> LeadPage:
        """Return one page."""

    def counts(self, asked: Asked) -> Mapping[LeadView, int]:
        """Return how many leads each view holds without filters, each at most COUNT_CAP."""

    def count(self, asked: Asked) -> int:
        """Return how many leads fit, at most COUNT_CAP."""

    def leads(self, asked: Asked, *, limit: int | None) -> tuple[Lead, ...]:
        """Return the leads that fit, whole, in order, all of them without a limit; their outcome is the effective one."""

    def choices(self) -> Choices:
        """Return what there is to filter by."""


class LeadInbox:
    """Answers the inbox's questions for one member of staff at a time."""

    def __init__(self, store: InboxStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def page(self, query: LeadQuery, staff_id: int) -> LeadPage:
        """Return one page of leads."""
        return self._store.page(self.asked(query, staff_id))

    def counts(self, staff_id: int) -> Mapping[LeadView, int]:
        """Return how many leads each view holds."""
        return self._store.counts(self.asked(LeadQuery(), staff_id))

    def qualified_today(self, staff_id: int) -> int:
        """Return how many of the leads that came today are qualified."""
        return self._store.count(self.asked(self.todays_qualified(), staff_id))

    def todays_qualified(self) -> LeadQuery:
        """Return the question for the qualified leads that came today."""
        return LeadQuery(LeadView.QUALIFIED, filters=LeadFilters(since=self.today()))

    def this_week(self) -> LeadQuery:
        """Return the question for every lead of this week, which begins on Monday."""
        return LeadQuery(filters=LeadFilters(since=self.today() - timedelta(days=self.today().weekday())))

    def choices(self) -> Choices:
        """Return what there is to filter by."""
        return self._store.choices()

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock.now()

    def today(self) -> date:
        """Return the present day in Brussels."""
        return self._clock.now().astimezone(ZoneInfo(ZONE)).date()

    def asked(self, query: LeadQuery, staff_id: int) -> Asked:
        """Return a question made definite for somebody at this moment."""
        since, until = query.filters.since, query.filters.until
        return Asked(
            query=query,
            staff_id=staff_id,
            due_before=_start(self.today() + timedelta(days=1)),
            since=_start(since) if since else None,
            before=_start(until + timedelta(days=1)) if until else None,
        )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(ZONE))
