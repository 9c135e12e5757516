"""A question to the inbox as names and values, as addresses, saved views and commands hold it.

Neither the words of a search nor anything else about a person is part of it (OWASP ASVS 5.0, 14.2.1).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum

from frontdesk.enquiry.sector_words import Sector
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_query import (
    OTHER_SECTOR,
    InvestmentBand,
    JobsBand,
    LeadFilters,
    LeadQuery,
    LeadSort,
    LeadView,
    Place,
)
from frontdesk.values import Language

type Pairs = Iterable[tuple[str, str]]

SECTORS = (*(sector.value for sector in Sector), OTHER_SECTOR)
MOST_VALUES = 50
_COUNTRY = re.compile(r"[A-Z]{2}")
_CHANNEL = re.compile(r"[a-z0-9_-]{1,40}")
_NUMBER = re.compile(r"\d{1,9}")
_FIRST_YEAR, _LAST_YEAR = 2000, 2199
# The name of a filter in an address is the singular of its field.
_MANY: Mapping[str, str] = {
    "sector": "sectors",
    "country": "countries",
    "language": "languages",
    "channel": "channels",
    "investment": "investments",
    "jobs": "jobs",
    "outcome": "outcomes",
    "status": "statuses",
    "owner": "owners",
    "label": "labels",
}
_DAYS = ("since", "until")


def default_order(view: LeadView) -> tuple[LeadSort, bool]:
    """Return what a view is sorted by and whether from the top down: what is due by urgency, the rest by age."""
    return (LeadSort.DUE, False) if view is LeadView.DUE else (LeadSort.CREATED, True)


def pairs_of(query: LeadQuery) -> Iterator[tuple[str, str]]:
    """Give a question as names and values, but its words and its place."""
    yield "view", query.view.value
    for name, field in _MANY.items():
        yield from ((name, str(value)) for value in getattr(query.filters, field))
    for name in _DAYS:
        day = getattr(query.filters, name)
        if day:
            yield name, day.isoformat()
    if query.filters.merged:
        yield "merged", "1"
    if (query.sort, query.descending) != default_order(query.view):
        yield "sort", f"{'-' if query.descending else ''}{query.sort.value}"


def place_of(place: Place) -> tuple[str, str]:
    """Return a place as a name and a value."""
    told = str(place.lead_id) if place.key is None else f"{place.lead_id}~{place.key}"
    return ("before" if place.backwards else "after"), told


def query_from(pairs: Pairs) -> LeadQuery:
    """Return the question that names and values ask; what is unknown or makes no sense is left out."""
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        given[name] += [value][: MOST_VALUES - len(given[name])]
    view = _first(given["view"], _one_of(LeadView)) or LeadView.ALL
    sort, descending = _sorting(given["sort"]) or default_order(view)
    return LeadQuery(view=view, filters=_filters(given), sort=sort, descending=descending, place=_place(given, sort))


def chosen(filters: LeadFilters) -> tuple[str, ...]:
    """Return the names of the filters that ask for something, as the audit log tells them."""
    return tuple(field.name for field in fields(filters) if getattr(filters, field.name))


def _filters(given: Mapping[str, Sequence[str]]) -> LeadFilters:
    readers: Mapping[str, Callable[[str], object]] = {
        "sector": lambda text: text if text in SECTORS else None,
        "country": lambda text: text if _COUNTRY.fullmatch(text) else None,
        "language": _one_of(Language),
        "channel": lambda text: text if _CHANNEL.fullmatch(text) else None,
        "investment": _one_of(InvestmentBand),
        "jobs": _one_of(JobsBand),
        "outcome": _one_of(Outcome),
        "status": _one_of(LeadStatus),
        "owner": _number,
        "label": _number,
    }
    many = {field: _all(given.get(name, ()), readers[name]) for name, field in _MANY.items()}
    since, until = (_first(given.get(name, ()), _day) for name in _DAYS)
    return LeadFilters(**many, since=since, until=until, merged=bool(given.get("merged")))  # type: ignore[arg-type] # as read


def _all[Value](texts: Sequence[str], read: Callable[[str], Value | None]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(value for text in texts if (value := read(text)) is not None))


def _first[Value](texts: Sequence[str], read: Callable[[str], Value | None]) -> Value | None:
    return next(iter(_all(texts, read)), None)


def _one_of[Choice: StrEnum](choices: type[Choice]) -> Callable[[str], Choice | None]:
    return lambda text: choices(text) if text in set(choices) else None


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) and text.isascii() else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _sorting(texts: Sequence[str]) -> tuple[LeadSort, bool] | None:
    for text in texts:
        if text.removeprefix("-") in set(LeadSort):
            return LeadSort(text.removeprefix("-")), text.startswith("-")
    return None


def _place(given: Mapping[str, Sequence[str]], sort: LeadSort) -> Place | None:
    for name, backwards in (("before", True), ("after", False)):
        for text in given.get(name, ()):
            number, _, key = text.partition("~")
            if _number(number) is not None and _fits(key, sort):
                return Place(int(number), key or None, backwards)
    return None


def _fits(key: str, sort: LeadSort) -> bool:
    """Tell whether leads so sorted can begin behind a key; without one the lead itself is looked at."""
    if not key or sort is LeadSort.ORGANISATION:
        return not key
    if sort is LeadSort.SCORE:
        return _number(key) is not None
    try:
        return datetime.fromisoformat(key).tzinfo is not None
    except ValueError:
        return False
