"""What an answer can be shown as besides its text: a timeline or compact figures, out of the facts it cites and nothing else."""

import re
from dataclasses import dataclass

from frontdesk.facts.answer import AnswerKind
from frontdesk.facts.figure import figure_of
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.facts.overview import year
from frontdesk.services.transcript import Author, NewMessage

_LISTS = frozenset({AnswerKind.TIMELINE, AnswerKind.OVERVIEW})
_STATEMENTS = frozenset({AnswerKind.FACTS, AnswerKind.SEVERAL})
_FEWEST_EVENTS = 2
_MOST_FIGURES = 3
_BULLET = "• "


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline; ``date`` is a year, or none where the fact gives only a period."""

    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure with what it counts, in the words of the answer. ``as_of`` is an ISO 8601 date of reduced precision."""

    value: str
    unit: str
    label: str
    as_of: str
    scope: str


@dataclass(frozen=True, slots=True)
class Display:
    """A timeline or figures; most answers have neither."""

    events: tuple[Event, ...] = ()
    figures: tuple[ShownFigure, ...] = ()


def display_of(message: NewMessage, knowledge: Knowledge) -> Display:
    """Return what a message can be shown as; nothing where a cited fact no longer says what the message says."""
    if message.author is not Author.ASSISTANT or message.kind not in _LISTS | _STATEMENTS:
        return Display()
    facts = [knowledge.fact(cited.fact_id) for cited in message.citations]
    stated = [fact for fact in facts if fact is not None and fact.statement[message.language] in message.text]
    if message.kind in _LISTS:
        return Display(events=_events(message, stated))
    return Display(figures=_figures(message, stated))


def _events(message: NewMessage, facts: list[Fact]) -> tuple[Event, ...]:
    """Return the lines of a list if each is a cited event, and they are in the order of their years."""
    lines = [line.removeprefix(_BULLET) for line in message.text.splitlines() if line.startswith(_BULLET)]
    told = [next((fact for fact in facts if fact.statement[message.language] in line), None) for line in lines]
    years = [year(fact) for fact in told if fact is not None]
    known = [moment for moment in years if moment is not None]
    if len(known) != len(lines) or len(known) < _FEWEST_EVENTS or known != sorted(known):
        return ()
    return tuple(Event(_date(fact, line), line) for fact, line in zip(told, lines, strict=True) if fact is not None)


def _date(fact: Fact, line: str) -> str | None:
    """Return the year where both the fact and the sentence give it to the year: 'the 1950s' is none."""
    written = re.compile(rf"\b{year(fact)}\b")
    return str(year(fact)) if written.search(fact.value) and written.search(line) else None


def _figures(message: NewMessage, facts: list[Fact]) -> tuple[ShownFigure, ...]:
    found = [(fact, figure_of(fact, message.language)) for fact in facts]
    shown = [
        ShownFigure(figure.value, figure.unit, figure.label, str(fact.as_of), fact.scope.value)
        for fact, figure in found
        if figure is not None
    ]
    return tuple(shown[:_MOST_FIGURES])
