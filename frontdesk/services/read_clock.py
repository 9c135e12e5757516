"""The promises as the dashboard tells them: what is overdue, what is due, what nobody has, and what was kept this month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from frontdesk.leads.clock import ResponseClock
from frontdesk.leads.office_hours import brussels_day
from frontdesk.leads.routing import Roster
from frontdesk.services.days import start_of
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Member
from frontdesk.staff.role import Permission

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lead that nobody has answered yet."""

    reference: str
    organisation: str
    country: str
    due_at: datetime
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """What became of the enquiries that came in since a month began; every one of them is in exactly one of the counts.

    ``settled`` were closed by a person without an answer: a decision, not neglect. ``running`` are inside their promise still.
    """

    in_time: int
    late: int
    settled: int
    running: int
    overdue: int

    @property
    def received(self) -> int:
        """How many came in."""
        return self.in_time + self.late + self.settled + self.running + self.overdue

    @property
    def kept(self) -> float | None:
        """The share of promises that were kept, of those that were kept or broken; none where there were none yet."""
        decided = self.in_time + self.late + self.overdue
        return self.in_time / decided if decided else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of leads nobody has answered, and of open ones without an owner; ``waiting`` is by owner, none for nobody."""

    overdue: int
    due_today: int
    unassigned: int
    month: Month
    waiting: Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class Workload:
    """What one member of staff has to answer, and until when they are away."""

    member: Member
    waiting: int
    away_until: date | None


@dataclass(frozen=True, slots=True)
class Promises:
    """The dashboard at one moment."""

    tally: Tally
    first: tuple[Waiting, ...]
    people: tuple[Workload, ...]
    names: Mapping[int, str]
    month: date

    @property
    def ignored(self) -> int:
        """How many enquiries wait longer than was promised, whenever they came in. It is to be none."""
        return self.tally.overdue


@dataclass(frozen=True, slots=True)
class Days:
    """The moments the counts are taken at."""

    now: datetime
    tomorrow: datetime
    month_began: datetime


class PromiseBook(Protocol):
    """Where the promises are counted. Raises StoreUnavailable."""

    def tally(self, days: Days) -> Tally:
        """Count."""

    def next_due(self, *, limit: int) -> tuple[Waiting, ...]:
        """Return the unanswered leads that are due first."""

    def roster(self) -> Roster:
        """Return everybody and who is away when."""


@dataclass(frozen=True, slots=True)
class ReadClock:
    """The service of the dashboard."""

    book: PromiseBook
    clock: Clock
    promise: ResponseClock

    def promises(self) -> Promises:
        """Return the dashboard now."""
        now = self.clock.now()
        today = brussels_day(now)
        month = today.replace(day=1)
        tally = self.book.tally(Days(now, start_of(today + timedelta(days=1)), start_of(month)))
        roster = self.book.roster()
        people = (_workload(one, tally, roster, today) for one in roster.members)
        return Promises(
            tally=tally,
            first=self.book.next_due(limit=MOST_SHOWN),
            people=tuple(
                one
                for one in people
                if one.waiting or (one.member.takes_leads and one.member.may(Permission.WORK_LEADS))
            ),
            names={one.id: one.name for one in roster.members},
            month=month,
        )


def _workload(member: Member, tally: Tally, roster: Roster, today: date) -> Workload:
    away = [one.last_day for one in roster.absences_of(member, today)]
    return Workload(member, tally.waiting.get(member.id, 0), max(away, default=None))
