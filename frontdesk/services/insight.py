"""Figures about conversations, answers and leads of some days: counted by the store, named and set in order here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from frontdesk.enquiry.sector_words import Sector
from frontdesk.facts.answer import AnswerKind
from frontdesk.leads.office_hours import brussels_day
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.days import Days

OTHER = "another"
_LISTED = 10


class AnswerGroup(StrEnum):
    """What came of a question."""

    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"


_GROUPS = {
    AnswerKind.FACTS: AnswerGroup.ANSWERED,
    AnswerKind.OVERVIEW: AnswerGroup.ANSWERED,
    AnswerKind.TIMELINE: AnswerGroup.ANSWERED,
    AnswerKind.COMPARISON: AnswerGroup.ANSWERED,
    AnswerKind.SOURCES: AnswerGroup.ANSWERED,
    AnswerKind.SEVERAL: AnswerGroup.ANSWERED,
    AnswerKind.CLARIFICATION: AnswerGroup.ASKED_BACK,
    AnswerKind.CONFIRM_NAME: AnswerGroup.ASKED_BACK,
    AnswerKind.PERSON: AnswerGroup.HANDED_OVER,
}  # every other kind says that nothing is held or told


class TalkSide(StrEnum):
    """What conversations are counted by."""

    LANGUAGE = "language"
    CHANNEL = "channel"


class LeadSide(StrEnum):
    """What leads are counted by."""

    SECTOR = "sector"
    COUNTRY = "country"
    OUTCOME = "outcome"
    OWNER = "owner"
    STATUS = "status"
    LANGUAGE = "language"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of the conversations opened came so far. A step can be reached without the one before it."""

    opened: int = 0
    asked: int = 0
    answered: int = 0
    begun: int = 0
    leads: int = 0
    qualified: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """Answers of one kind in one language. ``up`` and ``down`` are the thumbs they got."""

    language: str
    kind: str
    count: int
    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """Answers to one intent that cited the same facts."""

    intent: str | None
    fact_ids: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A masked text of the review queue and how many messages said it."""

    item_id: int
    text: str
    language: str
    intent: str | None
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Promise:
    """How the promise to answer was kept: in time, late, not yet but still in time, or not yet and broken."""

    in_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0
    median: timedelta | None = None

    @property
    def share(self) -> float | None:
        """The share kept of the promises that were due; none where none was."""
        due = self.in_time + self.late + self.overdue
        return self.in_time / due if due else None


@dataclass(frozen=True, slots=True)
class OwnerPromise:
    """How one owner kept the promises; none for leads without one."""

    owner_id: int | None
    promise: Promise


class InsightStore(Protocol):
    """Where things are counted. Every method raises StoreUnavailable."""

    def opened_by_hour(self, days: Days) -> Mapping[datetime, int]:
        """Count the conversations opened in each hour, named by its beginning in UTC."""

    def opened_by(self, days: Days, side: TalkSide) -> Mapping[str, int]:
        """Count the conversations opened in each language, or on each channel."""

    def funnel(self, days: Days) -> Funnel:
        """Count how far the conversations opened came."""

    def given(self, days: Days) -> Sequence[Given]:
        """Count the assistant's answers."""

    def cited(self, days: Days) -> Sequence[Cited]:
        """Count what was answered, by intent and facts."""

    def unanswered(self, days: Days, *, limit: int) -> Sequence[Unanswered]:
        """Return what was asked most and not answered."""

    def leads(self, days: Days, side: LeadSide) -> Mapping[str | None, int]:
        """Count the leads recorded, without those that were merged into another."""

    def promises(self, days: Days, *, now: datetime) -> Sequence[OwnerPromise]:
        """Count how promises to leads were kept, by owner; without leads nobody need answer."""

    def median(self, days: Days) -> timedelta | None:
        """Return how long the middle one of the answered leads waited."""


def by_day(by_hour: Mapping[datetime, int], days: Days) -> dict[date, int]:
    """Add hours up to days in Brussels; a day without any counts none."""
    counted: Counter[date] = Counter(dict.fromkeys(days, 0))
    for hour, count in by_hour.items():
        counted[brussels_day(hour)] += count
    return dict(counted)


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of questions, in all and by language, and the thumbs."""

    total: int
    by_group: Mapping[AnswerGroup, int]
    by_language: Mapping[str, Mapping[AnswerGroup, int]]
    up: int
    down: int

    def share(self, group: AnswerGroup) -> float | None:
        """Return a group's share; none where nothing was asked."""
        return self.by_group[group] / self.total if self.total else None


def group_of(kind: AnswerKind) -> AnswerGroup:
    """Return what an answer of a kind came to."""
    return _GROUPS.get(kind, AnswerGroup.REFUSED)


def kinds_of(group: AnswerGroup) -> tuple[str, ...]:
    """Return the kinds of answers that came to something."""
    return tuple(kind.value for kind in AnswerKind if group_of(kind) is group)


def answers(given: Sequence[Given]) -> Answers:
    """Add up answers by what came of them."""
    by_group: Counter[AnswerGroup] = Counter(dict.fromkeys(AnswerGroup, 0))
    by_language: dict[str, Counter[AnswerGroup]] = {}
    for some in given:
        group = group_of(AnswerKind(some.kind))
        by_group[group] += some.count
        by_language.setdefault(some.language, Counter(dict.fromkeys(AnswerGroup, 0)))[group] += some.count
    in_order = dict(sorted(by_language.items(), key=lambda item: -item[1].total()))
    return Answers(by_group.total(), by_group, in_order, sum(g.up for g in given), sum(g.down for g in given))


@dataclass(frozen=True, slots=True)
class Questions:
    """What was asked most: facts that were cited, and intents."""

    facts: Mapping[str, int]
    intents: Mapping[str, int]


def questions(cited: Iterable[Cited]) -> Questions:
    """Add up answers by fact, each counted once an answer, and by intent."""
    facts: Counter[str] = Counter()
    intents: Counter[str] = Counter()
    for some in cited:
        for fact_id in dict.fromkeys(some.fact_ids):
            facts[fact_id] += some.count
        if some.intent is not None:
            intents[some.intent] += some.count
    return Questions(_most(facts), _most(intents))


def lead_counts(counted: Mapping[str | None, int], side: LeadSide) -> dict[str, int]:
    """Set counts in order: a pipeline in its own, the rest by size. A sector in somebody's own words is another one."""
    named: Counter[str] = Counter()
    for value, count in counted.items():
        named[_named(value, side)] += count
    if side is LeadSide.STATUS:
        return {status.value: named[status.value] for status in LeadStatus}
    if side is LeadSide.OUTCOME:
        return {outcome.value: named[outcome.value] for outcome in Outcome}
    return dict(named.most_common())


def whole_promise(by_owner: Iterable[OwnerPromise], median: timedelta | None) -> Promise:
    """Add up what the owners did."""
    found = [one.promise for one in by_owner]
    return Promise(
        in_time=sum(one.in_time for one in found),
        late=sum(one.late for one in found),
        waiting=sum(one.waiting for one in found),
        overdue=sum(one.overdue for one in found),
        median=median,
    )


def hour_in(text: str) -> datetime:
    """Return the moment of "2026-11-23 14"."""
    return datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)


def _most(counted: Counter[str]) -> dict[str, int]:
    return dict(counted.most_common(_LISTED))


def _named(value: str | None, side: LeadSide) -> str:
    if side is LeadSide.SECTOR and value not in set(Sector):
        return OTHER
    return value or ""
