"""What the inbox's templates are given: lines and counts in words, and what the filters offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from fastapi import Request

from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_inbox import COUNT_CAP, Choices
from frontdesk.services.lead_query import NO_OWNER, InvestmentBand, JobsBand
from frontdesk.services.lead_query_form import SECTORS
from frontdesk.values import Language
from frontdesk.web.desk.access import desk_of
from frontdesk.web.desk.formats import Formats
from frontdesk.web.desk.inbox_links import Chip
from frontdesk.web.desk.pages import reader_language
from frontdesk.web.desk.texts import term, text

type Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with what it offers and what is chosen of it."""

    name: str
    options: Options
    chosen: frozenset[str]


class InboxWords:
    """Values as whoever reads the page says them."""

    def __init__(self, request: Request, choices: Choices) -> None:
        language = reader_language(request)
        self._t = partial(text, language)
        self._term = partial(term, language)
        self._formats = Formats(language, desk_of(request).clock.now())
        self._owners = {str(number): name for number, name in choices.owners}
        self._labels = {str(label.id): label.name for label in choices.labels}

    def term(self, kind: str, value: str) -> str:
        """Return a value of a closed list in words, or the value itself where it is the visitor's own."""
        return self._term(kind, value)

    def count(self, number: int) -> str:
        """Return a count, "999+" where counting stopped."""
        if number >= COUNT_CAP:
            return self._t("inbox.more_than", count=self._formats.number(COUNT_CAP - 1))
        return self._formats.number(number)

    def found(self, number: int) -> str:
        """Return how many leads there are."""
        if number >= COUNT_CAP:
            return self._t("inbox.found_many", count=self._formats.number(COUNT_CAP - 1))
        return self._t("inbox.found", count=number)

    def chip(self, chip: Chip) -> str:
        """Return a filter that asks for something in words."""
        name = self._t(f"inbox.filter.{chip.name}")
        if chip.name == "merged":
            return name
        return self._t("inbox.whole", filter=name, value=self._value(chip.name, chip.value))

    def _value(self, name: str, value: str) -> str:
        if name == "owner":
            return self._t("inbox.nobody") if value == str(NO_OWNER) else self._owners.get(value, value)
        if name == "label":
            return self._labels.get(value, value)
        if name == "country":
            return self._formats.country(value)
        if name == "language":
            return self._formats.tongue(value)
        return self.term(name, value)

    def filters(self, choices: Choices, pairs: Sequence[tuple[str, str]]) -> tuple[Filter, ...]:
        """Return the filters of the closed lists and of what there is, each in the order people look for things in."""
        offered: Mapping[str, Sequence[str]] = {
            "outcome": tuple(Outcome),
            "status": tuple(LeadStatus),
            "sector": SECTORS,
            "country": choices.countries,
            "investment": tuple(InvestmentBand),
            "jobs": tuple(JobsBand),
            "owner": (str(NO_OWNER), *self._owners),
            "label": tuple(self._labels),
            "language": tuple(Language),
            "channel": choices.channels,
        }
        return tuple(self._filter(name, values, pairs) for name, values in offered.items() if values)

    def _filter(self, name: str, values: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Filter:
        options = [(str(value), self._value(name, str(value))) for value in values]
        if name == "country":
            options.sort(key=lambda option: option[1].casefold())
        return Filter(name, options, frozenset(value for key, value in pairs if key == name))
