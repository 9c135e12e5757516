"""What is asked of the inbox: a view, words, filters, an order and a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from frontdesk.qualification.model import LeadStatus, Outcome

PAGE_SIZE = 50


class LeadView(StrEnum):
    """The views of the inbox. All but ``closed`` and ``all`` show leads that are still open."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    DUE = "due"  # to be answered by the end of today, or late
    QUALIFIED = "qualified"
    UNDECIDED = "undecided"
    CLOSED = "closed"
    ALL = "all"


class LeadSort(StrEnum):
    """What leads may be put in order by."""

    CREATED = "created"
    DUE = "due"
    SCORE = "score"
    ORGANISATION = "organisation"


class InvestmentBand(StrEnum):
    """Sizes of an investment in euros; ``unknown`` where none was given in euros."""

    UNDER_1M = "under_1m"
    FROM_1M = "1m_10m"
    FROM_10M = "10m_50m"
    OVER_50M = "over_50m"
    UNKNOWN = "unknown"


class JobsBand(StrEnum):
    """Sizes of a project by the jobs it creates at least; ``unknown`` where nobody said."""

    UNDER_10 = "under_10"
    FROM_10 = "10_49"
    FROM_50 = "50_199"
    OVER_200 = "over_200"
    UNKNOWN = "unknown"


INVESTMENT_BOUNDS: Mapping[InvestmentBand, tuple[int, int | None]] = MappingProxyType(
    {
        InvestmentBand.UNDER_1M: (0, 1_000_000),
        InvestmentBand.FROM_1M: (1_000_000, 10_000_000),
        InvestmentBand.FROM_10M: (10_000_000, 50_000_000),
        InvestmentBand.OVER_50M: (50_000_000, None),
    }
)
JOBS_BOUNDS: Mapping[JobsBand, tuple[int, int | None]] = MappingProxyType(
    {
        JobsBand.UNDER_10: (0, 10),
        JobsBand.FROM_10: (10, 50),
        JobsBand.FROM_50: (50, 200),
        JobsBand.OVER_200: (200, None),
    }
)

OTHER_SECTOR = "another"  # a sector in the visitor's own words
NO_OWNER = 0


@dataclass(frozen=True, slots=True)
class LeadFilters:
    """What leads must be; an empty filter asks for nothing, and of several values of one any will do.

    ``sectors`` are ids of the closed list or OTHER_SECTOR, ``countries`` ISO codes, ``owners`` ids of staff or NO_OWNER, ``labels`` ids.
    ``outcomes`` are the effective ones: a person's where there is one, else the rules'. The days, both included, are Brussels days of
    arrival. ``merged`` shows leads that were merged into another as well; it only counts in the view ``all``.
    """

    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    investments: tuple[InvestmentBand, ...] = ()
    jobs: tuple[JobsBand, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    statuses: tuple[LeadStatus, ...] = ()
    owners: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The lead a page begins behind, or ends before where ``backwards``.

    ``key`` is what the lead was sorted by when its page was shown, as text. There is none where leads are sorted by organisation, since a
    place becomes part of an address; the lead itself is looked at then.
    """

    lead_id: int
    key: str | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class LeadQuery:
    """One question to the inbox. ``text`` is words that all have to begin a word of the lead."""

    view: LeadView = LeadView.ALL
    text: str = ""
    filters: LeadFilters = LeadFilters()
    sort: LeadSort = LeadSort.CREATED
    descending: bool = True
    place: Place | None = None
    limit: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made definite: who asks, until when an answer counts as due, and the moments of its days."""

    query: LeadQuery
    staff_id: int
    due_before: datetime
    since: datetime | None = None
    before: datetime | None = None
