"""How well each fact fits a question: agreement of attribute, subject and meaning in one score."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact, Subject, SubjectKind
from frontdesk.facts.question import Question
from frontdesk.values import Scope

# Subjects that a question need not name: without one, the Walloon sector is meant.
IMPLIED_KINDS = frozenset({SubjectKind.REGION, SubjectKind.SECTOR, SubjectKind.TOPIC})

# Weights chosen on the tuning questions (`frontdesk bench nlu --set tuning`), not on the unseen set.
_WEIGHT_ATTRIBUTE = 0.5
_WEIGHT_MEANING = 0.5
_SECONDARY_ATTRIBUTE = 0.85
_NAMED_SUBJECT = 0.2
_UNNAMED_SUBJECT = -0.2
_OTHER_SCOPE = -0.1
_SHORT_NAME = 2
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A fact with its score (about 0 to 1.2) and its similarity of meaning alone (0 to 1)."""

    fact: Fact
    score: float
    similarity: float


def rank(
    question: Question, knowledge: Knowledge, subjects: tuple[str, ...], scope: Scope | None = None
) -> list[RankedFact]:
    """Return every fact that agrees with the question in attribute, subject or meaning, best first; those of the scope asked for ahead."""
    candidates: dict[str, Fact] = {}
    _collect(candidates, (knowledge.facts[fact_id] for fact_id in question.similar if fact_id in knowledge.facts))
    for attribute in question.attributes:
        _collect(candidates, knowledge.answering(attribute))
    for subject in subjects:
        _collect(candidates, knowledge.about(subject))
    scored = [_score(fact, question, knowledge, subjects, scope) for fact in candidates.values()]
    return sorted(scored, key=lambda ranked: -ranked.score)


def fits_years(question: Question, fact: Fact) -> bool:
    """Tell whether a fact can answer for the years a question names; a figure of today is none for 2005.

    Years after the fact was checked are a visitor's plans and no question about the past.
    """
    asked = {year for year in map(int, _YEAR.findall(question.text)) if year <= fact.source.retrieved.year}
    told = " ".join((fact.value, str(fact.as_of), *fact.statement.values(), *fact.caution.values()))
    return not asked or bool(asked & set(map(int, _YEAR.findall(told))))


def speaks_of(fact: Fact, subject: Subject) -> bool:
    """Tell whether a fact is about a subject or names it in its statement or one of its questions."""
    if subject.id in fact.subjects:
        return True
    told = " ".join(
        (*fact.statement.values(), *(text for texts in fact.examples.values() for text in texts))
    ).casefold()
    return any(
        name.casefold() in told for name in {*subject.names.values(), *subject.aliases} if len(name) > _SHORT_NAME
    )


def is_implied(subject_id: str, knowledge: Knowledge) -> bool:
    """Tell whether a question may leave this subject out."""
    subject = knowledge.subject(subject_id)
    return subject is not None and subject.kind in IMPLIED_KINDS


def _collect(candidates: dict[str, Fact], facts: Iterable[Fact]) -> None:
    for fact in facts:
        candidates.setdefault(fact.id, fact)


def _score(
    fact: Fact, question: Question, knowledge: Knowledge, subjects: tuple[str, ...], scope: Scope | None
) -> RankedFact:
    similarity = question.similar.get(fact.id, 0.0)
    score = _WEIGHT_ATTRIBUTE * _attribute_agreement(fact, question) + _WEIGHT_MEANING * similarity
    score += _subject_agreement(fact, knowledge, subjects)
    if scope is not None and fact.scope is not scope:
        score += _OTHER_SCOPE
    return RankedFact(fact, score, similarity)


def _attribute_agreement(fact: Fact, question: Question) -> float:
    secondary = max((question.attributes.get(name, 0.0) for name in fact.also_answers), default=0.0)
    return max(question.attributes.get(fact.attribute, 0.0), _SECONDARY_ATTRIBUTE * secondary)


def _subject_agreement(fact: Fact, knowledge: Knowledge, subjects: tuple[str, ...]) -> float:
    if subjects:
        covered = len(set(fact.subjects) & set(subjects)) / len(set(subjects))
        return _NAMED_SUBJECT * covered if covered else _UNNAMED_SUBJECT
    return 0.0 if is_implied(fact.subject, knowledge) else _UNNAMED_SUBJECT / 2
