"""Which facts may answer a question, by how far the evidence lets one believe that each does."""

from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.facts.calibration import Calibration
from frontdesk.facts.evidence import Evidence, Gathering
from frontdesk.facts.focus import Focus
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact
from frontdesk.facts.question import Question


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A fact with the probability that it is what is asked for, and the evidence for that."""

    fact: Fact
    belief: float
    evidence: Evidence


def rank(question: Question, focus: Focus, knowledge: Knowledge, calibration: Calibration) -> tuple[RankedFact, ...]:
    """Return every fact that agrees with the question in attribute, subject or meaning, best first.

    The beliefs add up to 1 with that in no fact at all.
    """
    facts = candidates(question, focus, knowledge)
    gathered = gather(question, focus, knowledge, facts)
    ranked = map(RankedFact, facts, calibration.beliefs(gathered), gathered)
    return tuple(sorted(ranked, key=lambda found: -found.belief))


def candidates(question: Question, focus: Focus, knowledge: Knowledge) -> tuple[Fact, ...]:
    """Return the facts that have anything to do with a question."""
    return distinct(_candidates(question, focus, knowledge))


def gather(question: Question, focus: Focus, knowledge: Knowledge, facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """Return the evidence for each of these facts."""
    gathering = Gathering.of(question, focus, knowledge)
    return tuple(gathering.evidence(fact) for fact in facts)


def _candidates(question: Question, focus: Focus, knowledge: Knowledge) -> Iterable[Fact]:
    yield from (knowledge.facts[fact_id] for fact_id in question.similar if fact_id in knowledge.facts)
    for attribute in question.attributes:
        yield from knowledge.answering(attribute)
    for subject in focus.named:
        yield from knowledge.about(subject)
