"""Addresses of the inbox: one for each question, without anything about a person in it (OWASP ASVS 5.0, 14.2.1)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from fastapi import Request

from frontdesk.services.lead_query import LeadFilters, LeadQuery, LeadSort, LeadView, Place
from frontdesk.services.lead_query_form import default_order, pairs_of, place_of, query_from

INBOX = "/desk/leads"
SLIP = "found"
_FALLS_FIRST = frozenset({LeadSort.CREATED, LeadSort.SCORE})


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that asks for something: which, its value as it is in the address, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses around one question. ``slip`` stands for the words of a search."""

    query: LeadQuery
    slip: str = ""

    def here(self) -> str:
        """Return the address of this question, from its first lead."""
        return self.url(replace(self.query, place=None))

    def url(self, query: LeadQuery, place: Place | None = None) -> str:
        """Return the address of a question and the place its page begins at."""
        pairs = [*pairs_of(query), *self._searched(), *([place_of(place)] if place else [])]
        return f"{INBOX}?{urlencode(pairs)}"

    def view(self, view: LeadView) -> str:
        """Return the address of a view, without filters and search."""
        return f"{INBOX}?{urlencode({'view': view.value})}"

    def plain(self, query: LeadQuery) -> str:
        """Return the address of a question that has no search."""
        return f"{INBOX}?{urlencode(list(pairs_of(query)))}"

    def sorted_by(self, sort: LeadSort) -> str:
        """Return the address of the same leads in another order; the same order the other way round."""
        same = self.query.sort is sort
        falls = not self.query.descending if same else sort in _FALLS_FIRST
        return self.url(replace(self.query, sort=sort, descending=falls, place=None))

    def order_of(self, sort: LeadSort) -> str | None:
        """Return how a column is sorted, as ``aria-sort`` says it."""
        if self.query.sort is not sort:
            return None
        return "descending" if self.query.descending else "ascending"

    def chips(self) -> tuple[Chip, ...]:
        """Return every filter that asks for something, with the address that asks for it no more."""
        given = [(name, value) for name, value in pairs_of(self.query) if name not in {"view", "sort"}]
        return tuple(Chip(name, value, self._without(name, value)) for name, value in given)

    def without_search(self) -> str:
        """Return the address of the same question without the words."""
        return self.plain(replace(self.query, place=None))

    def hidden(self, *, place: bool = False) -> Iterator[tuple[str, str]]:
        """Give what a form has to carry along to ask the same."""
        yield from pairs_of(self.query)
        yield from self._searched()
        if place and self.query.place:
            yield place_of(self.query.place)

    def is_filtered(self) -> bool:
        """Tell whether anything but a view and an order is asked for."""
        return bool(self.slip) or self.query.filters != LeadFilters()

    def active(self) -> int:
        """Return how many filters ask for something."""
        return sum(bool(getattr(self.query.filters, field.name)) for field in fields(self.query.filters))

    def _searched(self) -> list[tuple[str, str]]:
        return [(SLIP, self.slip)] if self.slip else []

    def _without(self, name: str, value: str) -> str:
        left = [pair for pair in pairs_of(self.query) if pair != (name, value)]
        return f"{INBOX}?{urlencode([*left, *self._searched()])}"


def links_of(request: Request) -> Links:
    """Return the addresses around what an address asks. Without any view the inbox begins with one's own leads to be looked at."""
    pairs = request.query_params.multi_items()
    return Links(query_from(pairs), request.query_params.get(SLIP, "")[:40])


def is_default(query: LeadQuery) -> bool:
    """Tell whether a question is in the order its view has by itself."""
    return (query.sort, query.descending) == default_order(query.view)
