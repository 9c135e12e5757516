"""Saved views: filters and an order of the inbox under a name of one's own. The words of a search are never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from frontdesk.services.lead_query import LeadQuery
from frontdesk.services.lead_query_form import pairs_of, query_from

LONGEST_NAME = 60
MOST_VIEWS = 30

type Stored = Mapping[str, Sequence[str]]


class NameMissing(Exception):
    """A view is saved under a name."""


class TooManyViews(Exception):
    """Somebody has as many saved views as fit beside each other."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view of one member of staff."""

    id: int
    name: str
    query: LeadQuery


class SavedViewStore(Protocol):
    """Where saved views are kept. Every method raises StoreUnavailable."""

    def views(self, staff_id: int) -> tuple[tuple[int, str, Stored], ...]:
        """Return somebody's views by name: number, name, names and values."""

    def save(self, staff_id: int, name: str, query: Stored, *, most: int) -> int | None:
        """Keep a view, in place of one of the same name; return its number, none where there are too many."""

    def remove(self, staff_id: int, view_id: int) -> bool:
        """Remove a view of somebody; tell whether it was theirs and there."""


class SavedViews:
    """The saved views of whoever asks; nobody reaches those of others."""

    def __init__(self, store: SavedViewStore) -> None:
        self._store = store

    def of(self, staff_id: int) -> tuple[SavedView, ...]:
        """Return somebody's views by name."""
        return tuple(SavedView(number, name, _read(kept)) for number, name, kept in self._store.views(staff_id))

    def save(self, staff_id: int, name: str, query: LeadQuery) -> SavedView:
        """Keep a view, in place of one of the same name. Raises NameMissing and TooManyViews."""
        plain = " ".join(name.split())[:LONGEST_NAME]
        if not plain:
            raise NameMissing
        number = self._store.save(staff_id, plain, _kept(query), most=MOST_VIEWS)
        if number is None:
            raise TooManyViews
        return SavedView(number, plain, replace(query, text="", place=None))

    def remove(self, staff_id: int, view_id: int) -> bool:
        """Remove a view; tell whether it was theirs and there."""
        return self._store.remove(staff_id, view_id)


def _kept(query: LeadQuery) -> Stored:
    kept: dict[str, list[str]] = {}
    for name, value in pairs_of(query):
        kept.setdefault(name, []).append(value)
    return kept


def _read(kept: Stored) -> LeadQuery:
    return query_from((name, str(value)) for name, values in kept.items() for value in values)
