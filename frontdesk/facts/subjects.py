"""Which subjects a question may leave out, and whether a fact speaks of one."""

from collections.abc import Iterable

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact, Subject, SubjectKind

# Subjects that a question need not name: without one, the Walloon sector is meant.
IMPLIED_KINDS = frozenset({SubjectKind.REGION, SubjectKind.SECTOR, SubjectKind.TOPIC})
_SHORT_NAME = 2


def is_implied(subject_id: str, knowledge: Knowledge) -> bool:
    """Tell whether a question may leave this subject out."""
    subject = knowledge.subject(subject_id)
    return subject is not None and subject.kind in IMPLIED_KINDS


def speaks_of(fact: Fact, subject: Subject) -> bool:
    """Tell whether a fact is about a subject or names it in its statement or one of its questions."""
    questions = (text for texts in fact.examples.values() for text in texts)
    return states(fact, subject) or _names(questions, subject)


def states(fact: Fact, subject: Subject) -> bool:
    """Tell whether a fact is about a subject or names it in what it says; that somebody asked with the name is not enough."""
    return subject.id in fact.subjects or _names((*fact.statement.values(), *fact.caution.values()), subject)


def covers(fact: Fact, subject: Subject) -> bool:
    """Tell whether a fact is about a subject; about a place is also what is said to be there: "Liège" may mean its airport."""
    return subject.id in fact.subjects or (subject.kind is SubjectKind.PLACE and states(fact, subject))


def _names(texts: Iterable[str], subject: Subject) -> bool:
    told = " ".join(texts).casefold()
    names = {*subject.names.values(), *subject.aliases}
    return any(name.casefold() in told for name in names if len(name) > _SHORT_NAME)
