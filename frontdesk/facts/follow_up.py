"""Fills in what a question leaves to the last answer: a subject ("who created it?"), an attribute ("and Mithra?"), a territory."""

import re
from dataclasses import replace

from frontdesk.facts.detail import asking_words
from frontdesk.facts.focus import WHAT_IT_IS, needs_subject
from frontdesk.facts.follow_up_words import (
    CONNECTIVE,
    DEMONSTRATIVE,
    DENIED,
    EXISTS,
    FILLERS,
    PLACE,
    PRONOUN,
    SAID,
    SAID_END,
    SAME,
    SEVERAL,
    SOMEBODY,
    THEM,
    TODAY,
    WHEN,
    WHICH,
)
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Subject, SubjectKind
from frontdesk.facts.ordinal import picked
from frontdesk.facts.period import period_in
from frontdesk.facts.question import Context, Mention, Question
from frontdesk.facts.subjects import is_implied
from frontdesk.facts.text_shape import folded
from frontdesk.values import Scope

_CONNECTIVE, _SAME, _SAID, _SAID_END = (re.compile(words) for words in (CONNECTIVE, SAME, SAID, SAID_END))
_WHEN, _WHICH, _TODAY = re.compile(WHEN), re.compile(WHICH), re.compile(TODAY)
_FILLERS, _PRONOUN, _THEM = re.compile(FILLERS), re.compile(PRONOUN), re.compile(THEM)
_PLACE, _EXISTS = re.compile(PLACE), re.compile(EXISTS)
_SOMEBODY = {tag: re.compile(SOMEBODY[tag]) for tag in SOMEBODY}
_SEVERAL = re.compile(SEVERAL)
_REFERENCE = re.compile(rf"{PRONOUN}|{DEMONSTRATIVE}")
_AS_GOOD = 0.5  # of the likeliest attribute's probability
_SHORT = 6  # words of a question that may live on the subject talked of
_FOUNDED = "founded_when"
_FOUNDED_BY = "founded_by"
_TODAY_IS = "status_today"


def rest_of(text: str) -> str | None:
    """Return what "what did you say about exports?" or "same for employment" asks when it stands alone; none where it leans on nothing."""
    plain = folded(text)
    said = _SAID.search(plain)
    if said:
        end = _SAID_END.search(plain, said.end())
        return _trimmed(text[said.end() : end.start() if end else len(text)])
    connective = _connective(text)
    begin = connective.end() if connective else 0
    same = _SAME.search(plain, begin)
    if same:
        text = text[: same.start()] + " " * len(same.group()) + text[same.end() :]
    elif not connective:
        return None
    return _trimmed(text[begin:])


def refers_to_several(question: Question) -> bool:
    """Tell whether a question says "them" of things the last answer listed."""
    return not question.mentions and _THEM.search(folded(question.text)) is not None


def follow_up(question: Question, context: Context, knowledge: Knowledge, *, same_message: bool = False) -> Question:
    """Return the question with what it leaves out. ``same_message`` says that the context is a question beside it."""
    if question.chosen_fact or context == Context():
        return question
    return (
        _with_picked(question, context, knowledge)
        or _only_names(question, context, knowledge)
        or _only_time(question, context, knowledge)
        or _other_attribute(question, context, knowledge)
        or _of_everybody(question, context, knowledge)
        or _with_subject(question, context, knowledge, same_message=same_message)
        or question
    )


def without_denied(question: Question) -> Question:
    """Leave out whom a question says it does not mean: "no, not the BioPark, the science parks"."""
    plain = folded(question.text)
    kept = tuple(
        one for one in question.mentions if not re.search(rf"{DENIED}{re.escape(folded(one.written))}\b", plain)
    )
    return replace(question, mentions=kept) if kept and len(kept) < len(question.mentions) else question


def _with_picked(question: Question, context: Context, knowledge: Knowledge) -> Question | None:
    """Read "the second one, what does it do?" as being about the second that the last answer named."""
    subject = picked(question.text, question.language, context, knowledge) if not question.mentions else None
    if subject is None:
        return None
    about = _about(question, subject)
    bare = question.sure_attribute is None and len(question.text.split()) <= _SHORT
    return about.asking(WHAT_IT_IS) if bare else about


def _only_names(question: Question, context: Context, knowledge: Knowledge) -> Question | None:
    """Read "and Mithra?" or "in Belgium?" as asking the same of somebody or somewhere else."""
    if context.attribute is None or not question.mentions or question.unknown_names:
        return None
    plain = folded(question.text)
    for mention in question.mentions:
        plain = plain.replace(folded(mention.written), " ") if mention.written else plain
    if _has_words(_SAME.sub(" ", _CONNECTIVE.sub(" ", plain))) or len(question.text.split()) > _SHORT + 2:
        return None
    if not _connective(question.text) and not _is_one_place(question, knowledge):
        return None
    return _asking(question, context.attribute if _can_be_asked_of(question, context, knowledge) else WHAT_IT_IS)


def _can_be_asked_of(question: Question, context: Context, knowledge: Knowledge) -> bool:
    """Tell whether the last attribute can be somebody's: after the number of companies, "and Mithra?" asks what Mithra is."""
    attribute = context.attribute or ""
    named = [mention.subject for mention in question.mentions if not is_implied(mention.subject, knowledge)]
    held = any(knowledge.about(subject, attribute) for subject in named)
    return not named or held or needs_subject(attribute, knowledge) or not knowledge.answering(attribute)


def _is_one_place(question: Question, knowledge: Knowledge) -> bool:
    """Tell whether nothing but a territory is named: "in Belgium?" asks the same again, "UCB" is a topic of its own."""
    subjects = [knowledge.subject(mention.subject) for mention in question.mentions]
    return all(subject is not None and subject.kind is SubjectKind.REGION for subject in subjects)


def _only_time(question: Question, context: Context, knowledge: Knowledge) -> Question | None:
    """Read "and today?", "since when?", "and in 2010?" and "which ones?" as asking about the same."""
    if question.mentions:
        return None
    plain = folded(question.text)
    subject = _somebody(question, context, knowledge) or _carried(context, knowledge)
    if (when := _when(question, context, knowledge, subject)) is not None:
        return when
    if _WHICH.search(plain):
        return _asking(question, context.attribute, subject)
    period = period_in(question.text)
    if period is not None and period.bare:
        return _asking(question, context.attribute, subject, _chosen_scope(context, knowledge))
    if _TODAY.search(plain) and not _has_words(_TODAY.sub(" ", _CONNECTIVE.sub(" ", plain))):
        scope = None if subject else _chosen_scope(context, knowledge)
        return _asking(question, _TODAY_IS if subject else context.attribute, subject, scope)
    return None


def _when(question: Question, context: Context, knowledge: Knowledge, subject: str | None) -> Question | None:
    """Read "since when?" as asking when the subject was founded, and of what is not founded as asking the same again."""
    if _WHEN.search(folded(question.text)):
        return _asking(question, _FOUNDED if subject else context.attribute, subject)
    if question.sure_attribute == _FOUNDED and _asks_only_when(question) and not _is_founded(subject, knowledge):
        return _asking(question, context.attribute, subject, _chosen_scope(context, knowledge))
    return None


def _asks_only_when(question: Question) -> bool:
    return not question.unknown_names and not asking_words(question.text, question.language)


def _is_founded(subject: str | None, knowledge: Knowledge) -> bool:
    """Tell whether "since when?" can ask when something was founded; a rule or a figure is of a date."""
    known = knowledge.subject(subject) if subject else None
    return known is not None and (known.kind is SubjectKind.ORGANISATION or bool(knowledge.about(known.id, _FOUNDED)))


def _other_attribute(question: Question, context: Context, knowledge: Knowledge) -> Question | None:
    """Read "same for employment" as asking about the same subject or territory."""
    attribute = question.sure_attribute
    if attribute is None or question.mentions or rest_of(question.text) is None:
        return None
    if _SAID.search(folded(question.text)):
        return None
    subject = _somebody(question, context, knowledge) or _carried(context, knowledge)
    if subject and (needs_subject(attribute, knowledge) or knowledge.about(subject, attribute)):
        return _about(question, subject)
    scope = _chosen_scope(context, knowledge)
    return _about(question, scope) if scope else None


def _with_subject(question: Question, context: Context, knowledge: Knowledge, *, same_message: bool) -> Question | None:
    """Read "who created it?" as being about the last subject; so is a question beside the one that names it."""
    somebody = _somebody(question, context, knowledge)
    subject = somebody or _carried(context, knowledge)
    if subject is None or question.mentions or question.unknown_names:
        return None
    refers = _refers(question)
    attribute = question.sure_attribute
    if attribute is None:
        return _about(question, subject) if refers and len(question.text.split()) <= _SHORT else None
    told = bool((refers or same_message) and knowledge.about(subject, attribute))
    plain = _EXISTS.sub(" ", folded(question.text))
    theirs = somebody or _SEVERAL.search(plain) or _PLACE.search(folded(question.text))
    return _about(question, subject) if told or theirs or needs_subject(attribute, knowledge) else None


def _of_everybody(question: Question, context: Context, knowledge: Knowledge) -> Question | None:
    """After the number of companies, read "how many people work there?" as asking of them all, not of somebody unnamed."""
    attribute, probability = question.likely_attribute
    if attribute is None or question.mentions or question.unknown_names or not needs_subject(attribute, knowledge):
        return None
    if _carried(context, knowledge) and (_refers(question) or len(question.text.split()) <= _SHORT):
        return None
    others = {
        name: value
        for name, value in question.attributes.items()
        if value >= _AS_GOOD * probability and not needs_subject(name, knowledge) and knowledge.answering(name)
    }
    return question.asking(max(others, key=lambda name: others[name])) if others else None


def _refers(question: Question) -> bool:
    return _REFERENCE.search(_EXISTS.sub(" ", folded(question.text))) is not None


def _somebody(question: Question, context: Context, knowledge: Knowledge) -> str | None:
    """Return the person of the last facts, where "he" is asked about, and their organisation where "they" are, after a person."""
    plain = _EXISTS.sub(" ", folded(question.text))
    if _SOMEBODY[question.language.value].search(plain):
        return _of_kind(SubjectKind.PERSON, context, knowledge)
    last = knowledge.subject(context.subject) if context.subject else None
    they = _SEVERAL.search(plain) is not None and last is not None and last.kind is SubjectKind.PERSON
    return (_of_kind(SubjectKind.ORGANISATION, context, knowledge) or _founded(last, knowledge)) if they else None


def _founded(person: Subject | None, knowledge: Knowledge) -> str | None:
    """Return what a person founded."""
    about = knowledge.about(person.id, _FOUNDED_BY) if person else ()
    return about[0].subject if about else None


def _of_kind(kind: SubjectKind, context: Context, knowledge: Knowledge) -> str | None:
    named = [name for fact in map(knowledge.fact, context.facts) if fact is not None for name in fact.subjects]
    return next((name for name in named if (known := knowledge.subject(name)) and known.kind is kind), None)


def _carried(context: Context, knowledge: Knowledge) -> str | None:
    return context.subject if context.subject and not is_implied(context.subject, knowledge) else None


def _chosen_scope(context: Context, knowledge: Knowledge) -> str | None:
    """Return Belgium where the last answer was about it although there is one about Wallonia."""
    facts = [fact for fact in map(knowledge.fact, context.facts) if fact is not None]
    if not facts or facts[0].scope is not Scope.BELGIUM or context.attribute is None:
        return None
    scopes = {fact.scope for fact in knowledge.answering(context.attribute)}
    places = (subject for subject in knowledge.subjects.values() if subject.kind is SubjectKind.REGION)
    return next((place.id for place in places if place.scope is Scope.BELGIUM), None) if len(scopes) > 1 else None


def _asking(
    question: Question, attribute: str | None, subject: str | None = None, scope: str | None = None
) -> Question | None:
    if attribute is None:
        return None
    asking = question.asking(attribute)
    for named in (subject, scope):
        asking = _about(asking, named) if named else asking
    return asking


def _about(question: Question, subject: str) -> Question:
    return replace(question, mentions=(*question.mentions, Mention(subject)))


def _connective(text: str) -> re.Match[str] | None:
    """Find the "and" or "what about" that a text begins with; "où" asks, and only "ou" is "or"."""
    found = _CONNECTIVE.search(folded(text))
    return None if found and "ù" in text[: found.end()].lower() else found


def _has_words(plain: str) -> bool:
    return any(character.isalnum() for character in _FILLERS.sub(" ", plain))


def _trimmed(text: str) -> str | None:
    return text.strip(" ,.;:!?¿") or None
