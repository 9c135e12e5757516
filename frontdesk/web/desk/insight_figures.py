"""Figures as charts and tables: each with a name, headings and rows, which are also what is handed over."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from fastapi import Request

from frontdesk.services.insight import AnswerGroup, LeadSide, Promise
from frontdesk.services.insight_figures import Brief, Figures
from frontdesk.web.desk.access import desk_of
from frontdesk.web.desk.formats import Formats
from frontdesk.web.desk.pages import reader_language
from frontdesk.web.desk.texts import has_text, text
from frontdesk.wiring.tables import Cell

type Row = tuple[Cell, ...]
_SIDES = {
    "pipeline": LeadSide.STATUS,
    "outcomes": LeadSide.OUTCOME,
    "sectors": LeadSide.SECTOR,
    "countries": LeadSide.COUNTRY,
    "owners": LeadSide.OWNER,
    "lead_languages": LeadSide.LANGUAGE,
    "lead_channels": LeadSide.CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. The first cell of a row is its label; ``links`` are where labels lead to."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    links: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The sum of the first numbers."""
        return sum(row[1] for row in self.rows if isinstance(row[1], int))

    @property
    def largest(self) -> int:
        """The largest of the first numbers."""
        return max((row[1] for row in self.rows if isinstance(row[1], int)), default=0)


class FigureDesk:
    """Makes the figures of a period in the reader's language."""

    def __init__(self, request: Request, figures: Figures, before: Brief) -> None:
        desk, self._language = desk_of(request), reader_language(request)
        self._t = partial(text, self._language)
        self._formats = Formats(self._language, desk.clock.now())
        self._names = {str(member.id): member.name for member in desk.stores.staff.list()}
        self._catalogue = desk.knowledge.catalogue
        self._figures, self._before = figures, before
        self._makers: dict[str, Callable[[str], Figure]] = {
            "conversations": self._conversations,
            "languages": lambda name: self._bars(name, _tongues(self._formats, figures.by_language)),
            "channels": lambda name: self._bars(name, self._termed("channel", figures.by_channel)),
            "funnel": self._funnel,
            "answers": self._answers,
            "facts": self._facts,
            "intents": lambda name: self._bars(name, _plain(figures.questions.intents)),
            "unanswered": self._unanswered,
            "thumbs": self._thumbs,
            "promises": self._promises,
            **dict.fromkeys(_SIDES, self._side),
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all figures."""
        return tuple(self._makers)

    def figure(self, name: str) -> Figure:
        """Return one figure. Raises KeyError where there is none of this name."""
        return self._makers[name](name)

    def _bars(self, name: str, counted: Iterable[Row], *headings: str) -> Figure:
        return self._made(name, (name, "count", *headings), counted)

    def _made(
        self, name: str, headings: Iterable[str], rows: Iterable[Row], links: Mapping[Cell, str] = {}
    ) -> Figure:  # never written to
        return Figure(name, tuple(self._t(f"insight.heading.{one}") for one in headings), tuple(rows), links)

    def _termed(self, sort: str, counted: Mapping[str, int]) -> Iterable[Row]:
        """Name what is counted; what has one name is counted as one."""
        named: Counter[str] = Counter()
        for value, count in counted.items():
            known = f"terms.{sort}.{value}"
            named[self._t(known) if has_text(known) else value or self._t("insight.none")] += count
        return named.items()

    def _conversations(self, name: str) -> Figure:
        earlier = [*self._before.talks.values()]
        days = enumerate(self._figures.brief.talks.items())
        rows = ((day.isoformat(), count, earlier[n] if n < len(earlier) else None) for n, (day, count) in days)
        return self._made(name, ("day", name, "before"), rows)

    def _funnel(self, name: str) -> Figure:
        found = self._figures.funnel
        steps = ("opened", "asked", "answered", "begun", "leads", "qualified")
        rows = ((self._t(f"insight.step.{step}"), getattr(found, step)) for step in steps)
        shares = ((label, count, round(100 * count / found.opened) if found.opened else None) for label, count in rows)
        return self._made(name, (name, "count", "percent"), shares)

    def _answers(self, name: str) -> Figure:
        found = self._figures.brief.answers
        groups = tuple(AnswerGroup)
        rows: list[Row] = [(self._t("insight.all"), *(found.by_group[group] for group in groups))]
        for language, counted in found.by_language.items():
            rows.append((self._formats.tongue(language), *(counted[group] for group in groups)))
        return self._made(name, ("languages", *(group.value for group in groups)), rows)

    def _facts(self, name: str) -> Figure:
        held, links = self._catalogue.current(), dict[Cell, str]()
        rows: list[Row] = []
        for fact_id, count in self._figures.questions.facts.items():
            found = held.get(fact_id)
            label = found.fact.statement[self._language] if found else fact_id
            rows.append((label, count))
            links[label] = f"/desk/knowledge/{fact_id}"
        return self._made(name, (name, "count"), rows, links)

    def _unanswered(self, name: str) -> Figure:
        found = self._figures.unanswered
        rows = [(one.text, one.count, self._formats.tongue(one.language), _words(one.intent)) for one in found]
        links: dict[Cell, str] = {one.text: f"/desk/review/{one.item_id}" for one in found}
        return self._made(name, (name, "count", "languages", "intents"), rows, links)

    def _thumbs(self, name: str) -> Figure:
        found = self._figures.brief.answers
        return self._bars(
            name, ((self._t("insight.thumbs.up"), found.up), (self._t("insight.thumbs.down"), found.down))
        )

    def _promises(self, name: str) -> Figure:
        found = self._figures.promises
        rows = [_promise(self._t("insight.all"), self._figures.brief.promise)]
        named = [(self._names.get(str(one.owner_id), self._t("insight.nobody")), one.promise) for one in found]
        rows += [_promise(owner, kept) for owner, kept in sorted(named, key=lambda item: item[0].casefold())]
        return self._made(name, ("owners", "in_time", "late", "overdue", "waiting"), rows)

    def _side(self, name: str) -> Figure:
        side = _SIDES[name]
        counted = self._figures.leads[side]
        if side is LeadSide.OWNER:
            named = ((self._names.get(value, self._t("insight.nobody")), count) for value, count in counted.items())
            return self._bars(name, named)
        if side is LeadSide.COUNTRY:
            return self._bars(name, ((self._formats.country(code), count) for code, count in counted.items()))
        if side is LeadSide.LANGUAGE:
            return self._bars(name, _tongues(self._formats, counted))
        return self._bars(name, self._termed(side.value, counted))


def _tongues(formats: Formats, counted: Mapping[str, int]) -> Iterable[Row]:
    return ((formats.tongue(code), count) for code, count in counted.items())


def _plain(counted: Mapping[str, int]) -> Iterable[Row]:
    return ((_words(name), count) for name, count in counted.items())


def _words(name: str | None) -> str:
    return (name or "").replace("_", " ")


def _promise(label: str, kept: Promise) -> Row:
    return (label, kept.in_time, kept.late, kept.overdue, kept.waiting)
