"""All figures of a period together, counted at most once a minute: a year of a busy agency takes the database some seconds."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from frontdesk.services.days import Days
from frontdesk.services.insight import (
    Answers,
    Funnel,
    InsightStore,
    LeadSide,
    OwnerPromise,
    Promise,
    Questions,
    TalkSide,
    Unanswered,
    answers,
    by_day,
    lead_counts,
    questions,
    whole_promise,
)
from frontdesk.services.ports import Clock

_FRESH = timedelta(minutes=1)
_UNANSWERED = 15
_KEPT = 32


class Remembered[Counted]:
    """Remembers for a minute what was counted; whoever asks for the same days meanwhile waits for the same count."""

    def __init__(self, clock: Clock, count: Callable[[Days], Counted]) -> None:
        self._clock = clock
        self._count = count
        self._kept: dict[Days, tuple[datetime, Counted]] = {}
        self._counting: defaultdict[Days, Lock] = defaultdict(Lock)

    def of(self, days: Days) -> Counted:
        """Return what there is on these days."""
        with self._counting[days]:
            at, counted = self._kept.get(days) or (None, None)
            if counted is not None and at is not None and self._clock.now() - at < _FRESH:
                return counted
            counted = self._count(days)
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[days] = (self._clock.now(), counted)
            return counted


@dataclass(frozen=True, slots=True)
class Brief:
    """The figures two periods are compared by, and the conversations of each day."""

    talks: Mapping[date, int]
    answers: Answers
    leads: int
    qualified: int
    promise: Promise

    @property
    def opened(self) -> int:
        """How many conversations were opened."""
        return sum(self.talks.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the dashboard shows of some days."""

    brief: Brief
    by_language: Mapping[str, int]
    by_channel: Mapping[str, int]
    funnel: Funnel
    questions: Questions
    unanswered: Sequence[Unanswered]
    leads: Mapping[LeadSide, Mapping[str, int]]
    promises: Sequence[OwnerPromise]


class Insight:
    """Counts periods, and remembers for a minute what it counted. Every method raises StoreUnavailable."""

    def __init__(self, store: InsightStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._figures = Remembered[Figures](clock, self._count)
        self._briefs = Remembered[Brief](clock, self._count_brief)

    def figures(self, days: Days) -> Figures:
        """Return everything about some days."""
        return self._figures.of(days)

    def brief(self, days: Days) -> Brief:
        """Return what other days are compared with."""
        return self._briefs.of(days)

    def _count(self, days: Days) -> Figures:
        return Figures(
            brief=self._count_brief(days),
            by_language=_by_size(self._store.opened_by(days, TalkSide.LANGUAGE)),
            by_channel=_by_size(self._store.opened_by(days, TalkSide.CHANNEL)),
            funnel=self._store.funnel(days),
            questions=questions(self._store.cited(days)),
            unanswered=self._store.unanswered(days, limit=_UNANSWERED),
            leads={side: lead_counts(self._store.leads(days, side), side) for side in LeadSide},
            promises=self._store.promises(days, now=self._clock.now()),
        )

    def _count_brief(self, days: Days) -> Brief:
        outcomes = lead_counts(self._store.leads(days, LeadSide.OUTCOME), LeadSide.OUTCOME)
        promises = self._store.promises(days, now=self._clock.now())
        return Brief(
            talks=by_day(self._store.opened_by_hour(days), days),
            answers=answers(self._store.given(days)),
            leads=sum(outcomes.values()),
            qualified=outcomes["qualified"],
            promise=whole_promise(promises, self._store.median(days)),
        )


def _by_size(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: -item[1]))
