"""Whom or what a question is about: named, carried over from the last answer, or a region we hold nothing about."""

import re
from dataclasses import dataclass, replace

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.origin_words import OF_ORIGIN, ORIGIN
from frontdesk.facts.overview import OVERVIEWS
from frontdesk.facts.question import Context, Mention, Question
from frontdesk.facts.subjects import is_implied
from frontdesk.values import Scope

WHAT_IT_IS = "activity"
GENERAL = frozenset({WHAT_IT_IS, "status_today"})
"""What a subject is and has become: what its name alone asks for, and whatever is held about it tells."""

# Topics whose attributes are always somebody's: a lone training centre with a known size is not "the size".
_OF_SOMEBODY = frozenset({"companies", "history", "people", "clusters", "quote", "talent"})


# Naming one of these is asking about its territory; naming a permit is not.
_TERRITORIAL = frozenset({SubjectKind.REGION, SubjectKind.SECTOR})


@dataclass(frozen=True, slots=True)
class Focus:
    """``named`` subjects decide an answer; ``foreign`` are regions outside our scopes; ``scope`` is the territory asked about."""

    named: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    scope: Scope | None = None


def complete(question: Question, context: Context) -> Question:
    """Fill in what an elliptic question leaves to the last answer: "and Mithra?" asks the same, "and today?" of the same subject."""
    if question.act == "follow_up_subject" and context.attribute and question.mentions:
        return question.asking(context.attribute)
    if question.act == "follow_up_today":
        return question.asking("status_today")
    return question


def without_known_words(question: Question, knowledge: Knowledge) -> Question:
    """Leave out of the unknown names what questions about our facts say themselves: "gva" is nobody's name."""
    unknown = tuple(name for name in question.unknown_names if name.casefold() not in knowledge.words)
    return replace(question, unknown_names=unknown)


def focus_of(question: Question, context: Context, knowledge: Knowledge) -> Focus:
    """Tell what a question is about; the last subject is carried over only where the question needs one and names none."""
    mentioned = tuple(dict.fromkeys(mention.subject for mention in question.mentions))
    named = tuple(subject for subject in mentioned if knowledge.subject(subject) and not is_implied(subject, knowledge))
    elsewhere = (mention for mention in question.mentions if _is_foreign(mention.subject, knowledge))
    foreign = tuple(dict.fromkeys(one.subject for one in elsewhere if not _is_origin(one, question.text)))
    focus = Focus(named, foreign, _scope(mentioned, knowledge))
    if named or foreign or question.unknown_names or not _leaves_subject_out(question, knowledge):
        return focus
    carried = context.subject and not is_implied(context.subject, knowledge)
    return Focus((context.subject,)) if carried and context.subject else focus


def needs_subject(attribute_id: str, knowledge: Knowledge) -> bool:
    """Tell whether an attribute makes no sense without naming whose it is, such as the year of foundation."""
    if attribute_id in OVERVIEWS:
        return False
    attribute = knowledge.attribute(attribute_id)
    of_somebody = attribute is not None and attribute.topic in _OF_SOMEBODY
    answering = knowledge.answering(attribute_id)
    subjects = [fact.subject for fact in answering if fact.attribute == attribute_id] or [
        fact.subject for fact in answering
    ]
    if not subjects:
        return attribute is not None and attribute.topic == "companies"
    if len(set(subjects)) == 1 and not of_somebody:
        return False  # only one can be meant: the agency's address
    return 2 * sum(not is_implied(subject, knowledge) for subject in subjects) > len(subjects)


def _leaves_subject_out(question: Question, knowledge: Knowledge) -> bool:
    attribute = question.sure_attribute
    return attribute is not None and needs_subject(attribute, knowledge)


def _scope(mentioned: tuple[str, ...], knowledge: Knowledge) -> Scope | None:
    """Return the first territory named, Wallonia before all: "Wallonia in Belgium" asks about Wallonia."""
    scopes = [
        subject.scope
        for name in mentioned
        if (subject := knowledge.subject(name)) is not None
        and subject.kind in _TERRITORIAL
        and subject.scope is not None
    ]
    return Scope.WALLONIA if Scope.WALLONIA in scopes else next(iter(scopes), None)


def _is_origin(mention: Mention, text: str) -> bool:
    written = re.escape(mention.written)
    told = rf"\b{written} {ORIGIN}|{OF_ORIGIN} {written}\b"
    return bool(written) and re.search(told, text, re.IGNORECASE) is not None


def _is_foreign(subject_id: str, knowledge: Knowledge) -> bool:
    subject = knowledge.subject(subject_id)
    return subject is not None and subject.kind is SubjectKind.REGION and subject.scope is None
