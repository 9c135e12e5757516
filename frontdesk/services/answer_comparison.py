"""Answers "which is older, Mithra or UCB?" from the years that two facts give, and says nothing of sizes that no fact holds."""

import re

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.follow_up_words import BIGGER, OLDER, PRONOUN
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact
from frontdesk.facts.overview import year
from frontdesk.facts.question import Context, Question
from frontdesk.facts.subjects import is_implied
from frontdesk.facts.text_shape import folded

_OLDER, _BIGGER, _PRONOUN = re.compile(OLDER), re.compile(BIGGER), re.compile(PRONOUN)
_FOUNDED, _SIZE = "founded_when", "headcount"


def answer_comparison(question: Question, context: Context, knowledge: Knowledge) -> Answer | None:
    """Compare by age or size; none where the question compares nobody."""
    plain = folded(question.text)
    attribute = _FOUNDED if _OLDER.search(plain) else _SIZE if _BIGGER.search(plain) else None
    if attribute is None or question.chosen_fact:
        return None
    subjects = _compared(question, attribute, context, knowledge)
    if len(subjects) < 2:  # noqa: PLR2004  # one alone is compared with nobody
        return None
    told = {subject: _telling(subject, attribute, knowledge) for subject in subjects}
    missing = [subject for subject in subjects if told[subject] is None]
    stated = distinct(fact for fact in told.values() if fact is not None)
    known = tuple(knowledge.subjects[subject] for subject in subjects)
    remembered = Context(subjects[0], attribute, tuple(fact.id for fact in stated))
    if missing:
        refused = tuple(knowledge.subjects[subject] for subject in missing)
        near = distinct((*stated, *(fact for subject in subjects for fact in knowledge.about(subject)[:1])))
        asked = Context(subjects[0], attribute)
        return Answer(AnswerKind.REFUSAL, (), attribute, refused, suggestions=near, context=asked)
    if attribute != _FOUNDED or len(stated) < len(subjects):
        return Answer(AnswerKind.FACTS, stated, attribute, known, context=remembered)
    first = min(subjects, key=lambda subject: _year(told[subject]))
    tied = len({_year(fact) for fact in told.values()}) < len(subjects)
    if tied:
        return Answer(AnswerKind.COMPARISON, stated, attribute, known, context=remembered)
    last = max(subjects, key=lambda subject: _year(told[subject]))
    oldest, youngest = knowledge.subjects[first], knowledge.subjects[last]
    return Answer(AnswerKind.COMPARISON, stated, attribute, known, oldest=oldest, youngest=youngest, context=remembered)


def _compared(question: Question, attribute: str, context: Context, knowledge: Knowledge) -> tuple[str, ...]:
    """Return who is compared; with one name, and the subject talked of, unless something else is asked: "UCB's biggest shareholder"."""
    named = [mention.subject for mention in question.mentions]
    leans = question.sure_attribute in {None, attribute} or _PRONOUN.search(folded(question.text)) is not None
    if len(set(named)) == 1 and context.subject and leans:
        named.insert(0, context.subject)
    return tuple(dict.fromkeys(name for name in named if knowledge.subject(name) and not is_implied(name, knowledge)))


def _telling(subject: str, attribute: str, knowledge: Knowledge) -> Fact | None:
    about = [fact for fact in knowledge.about(subject, attribute) if fact.subject == subject]
    if attribute == _FOUNDED:
        about = [fact for fact in about if fact.attribute == _FOUNDED or "origin" in fact.attributes]
        return next((fact for fact in about if year(fact)), None)
    return next(iter(about), None)


def _year(fact: Fact | None) -> int:
    return (year(fact) if fact else None) or 0
