"""What speaks for and against a fact being meant by a question that follows an answer, as numbers a fitted model can weigh."""

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from frontdesk.facts.calibration import Calibration
from frontdesk.facts.detail import asking_words, asks_date, asks_figure, coverage, lacks_kind
from frontdesk.facts.focus import complete, focus_of, without_known_words
from frontdesk.facts.follow_up_words import CONNECTIVE, DEMONSTRATIVE, EXISTS, PRONOUN
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact
from frontdesk.facts.question import NOTHING_YET, Context, Question
from frontdesk.facts.ranking import candidates, gather
from frontdesk.facts.subjects import is_implied
from frontdesk.facts.text_shape import folded

_LEANING = re.compile(rf"{CONNECTIVE}|{PRONOUN}|{DEMONSTRATIVE}")
_EXISTS = re.compile(EXISTS)
_BRIEF = 4
_LEAST, _MOST = -6.0, 3.0
"""Beyond these odds (as logarithms) one reading alone makes no fact likelier or less likely."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question after an answer: as asked, as the rules completed it, and what they made of it.

    ``stated`` and ``offered`` are the ids of the facts that the rules state or show as near; ``same_message`` says that the
    question before stands in the same message.
    """

    asked: Question
    completed: Question
    context: Context
    stated: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    refused: bool = False
    same_message: bool = False


@dataclass(frozen=True, slots=True)
class FollowUpEvidence:
    """From 0 to 1 but the odds, which are logarithms divided by six; a yes counts 1."""

    by_rules: float
    """Yes, where the rules state it."""
    offered: float
    """Yes, where the rules offer it as near."""
    refused_by_rules: float
    """Yes, where the rules refuse by name."""
    claimed_by_rules: float
    """Yes, where the rules state another fact."""
    alone: float
    """Odds of the fact by the question's own words."""
    in_context: float
    """Odds of the fact by the question as completed from the last answer."""
    told: float
    """Yes, where it was just told."""
    told_leaning: float
    """Yes, where it was just told and the question leans on that: brief, "it", "there", "and"."""
    same_subject: float
    """Yes, where it is about a subject of what was just told, wide ones such as the region left aside."""
    same_attribute: float
    """Yes, where it states the same of something as what was just told."""
    states: float
    """Share of the words that ask which the statement has."""
    covers: float
    """Share of them that the statement or the examples have."""
    told_states: float
    """The share stated, where it was just told."""
    lacks_kind: float
    """Yes, where a number, a sum, a date, a length of time or a place is asked for and it has none."""
    wordless: float
    """Yes, where it was just told and no word of the question says what is asked for."""
    told_joined: float
    """Yes, where it was told for the question before in the same message."""
    told_refused: float
    """Yes, where it was just told and the rules refuse by name."""
    told_unsure: float
    """Where it was just told: how far the model is from knowing what is asked for (0 to 1)."""
    told_has_kind: float
    """Yes, where it was just told and has the number, sum, date or length of time that is asked for."""

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the evidence in the order of ``NAMES``."""
        return astuple(self)


NAMES = tuple(field.name for field in fields(FollowUpEvidence))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact that may be meant, with the evidence."""

    fact: Fact
    evidence: FollowUpEvidence


def weigh(turn: Turn, knowledge: Knowledge, calibration: Calibration) -> tuple[Weighed, ...]:
    """Return every fact that may be meant by a question after an answer, those just told first."""
    told = distinct(fact for fact in map(knowledge.fact, turn.context.facts) if fact is not None)
    facts = distinct((*told, *_about_the_same(told, knowledge), *_of_rules(turn, knowledge)))
    facts = distinct((*facts, *_near(turn.asked, knowledge), *_near(turn.completed, knowledge)))
    alone = _odds(turn.asked, facts, knowledge, calibration)
    in_context = _odds(turn.completed, facts, knowledge, calibration)
    each = zip(facts, alone, in_context, strict=True)
    return tuple(Weighed(fact, _evidence(fact, turn, told, odds, knowledge)) for fact, *odds in each)


def _about_the_same(told: Iterable[Fact], knowledge: Knowledge) -> Iterable[Fact]:
    for subject in _narrow(told, knowledge):
        yield from knowledge.about(subject)


def _narrow(told: Iterable[Fact], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.subject for fact in told if not is_implied(fact.subject, knowledge)))


def _of_rules(turn: Turn, knowledge: Knowledge) -> Iterable[Fact]:
    named = sorted(turn.stated | turn.offered)
    return (fact for fact in map(knowledge.fact, named) if fact is not None)


def _near(question: Question, knowledge: Knowledge) -> tuple[Fact, ...]:
    question = complete(without_known_words(question, knowledge), NOTHING_YET)
    return candidates(question, focus_of(question, NOTHING_YET, knowledge), knowledge)


def _odds(question: Question, facts: tuple[Fact, ...], knowledge: Knowledge, calibration: Calibration) -> list[float]:
    question = complete(without_known_words(question, knowledge), NOTHING_YET)
    gathered = gather(question, focus_of(question, NOTHING_YET, knowledge), knowledge, facts)
    return [min(max(calibration.merit(one), _LEAST), _MOST) / -_LEAST for one in gathered]


def _evidence(
    fact: Fact, turn: Turn, told: tuple[Fact, ...], odds: list[float], knowledge: Knowledge
) -> FollowUpEvidence:
    question, is_told = turn.asked, fact in told
    found = coverage(question.text, question.language, fact)
    words = asking_words(question.text, question.language)
    lacks = lacks_kind(question.text, question.language, fact)
    return FollowUpEvidence(
        by_rules=float(fact.id in turn.stated),
        offered=float(fact.id in turn.offered),
        refused_by_rules=float(turn.refused),
        claimed_by_rules=float(bool(turn.stated) and fact.id not in turn.stated),
        alone=odds[0],
        in_context=odds[1],
        told=float(is_told),
        told_leaning=float(is_told and _leans(question)),
        same_subject=float(fact.subject in _narrow(told, knowledge)),
        same_attribute=float(any(fact.attribute == one.attribute for one in told)),
        states=found.states if words else 0.0,
        covers=found.covers if words else 0.0,
        told_states=found.states if is_told and words else 0.0,
        lacks_kind=float(lacks),
        wordless=float(is_told and not words),
        told_joined=float(is_told and turn.same_message),
        told_refused=float(is_told and turn.refused),
        told_unsure=float(is_told) * (1 - question.likely_attribute[1]),
        told_has_kind=float(is_told and _asks_kind(question) and not lacks),
    )


def _asks_kind(question: Question) -> bool:
    return asks_figure(question.text) or asks_date(question.text)


def _leans(question: Question) -> bool:
    plain = _EXISTS.sub(" ", folded(question.text))
    return len(plain.split()) <= _BRIEF or _LEANING.search(plain) is not None
