"""Answers a question about what was just told ("how many exactly?", "which degrees?") from those facts and their neighbours."""

import re
from collections.abc import Iterable

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.detail import asking_words, coverage, detail_of
from frontdesk.facts.focus import focus_of, needs_subject
from frontdesk.facts.follow_up_words import CONDITION, CONNECTIVE, DEMONSTRATIVE, DID, EXISTS, PRONOUN, SOMEBODY
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact, SubjectKind
from frontdesk.facts.question import CERTAIN, NOTHING_YET, Context, Question
from frontdesk.facts.subjects import speaks_of, states
from frontdesk.facts.text_shape import folded

_REFERENCE = re.compile(rf"{CONNECTIVE}|{PRONOUN}|{DEMONSTRATIVE}")
_POINTING = re.compile(rf"{PRONOUN}|{DEMONSTRATIVE}")
_CONNECTIVE = re.compile(CONNECTIVE)
_SOMEBODY = {tag: re.compile(SOMEBODY[tag]) for tag in SOMEBODY}
_DID = re.compile(DID)
_CONDITION, _EXISTS = re.compile(CONDITION), re.compile(EXISTS)
_WIDE = frozenset({SubjectKind.REGION, SubjectKind.SECTOR})
_MOST_WORDS = 12  # of a question that lives on what was told
_BRIEF = 4
_NAME = 2  # "which companies?", "names?"
_BARE = 6  # words of a question none of which says what it asks for
_MOST_TOLD = 3  # facts of an answer that such a question can be about


def answer_detail(question: Question, context: Context, knowledge: Knowledge, alone: Answer) -> Answer | None:
    """State the fact just told, or its neighbour, that holds all the question asks for; none where ``alone`` answers it better."""
    if not context.facts or question.chosen_fact or len(question.text.split()) > _MOST_WORDS:
        return None
    if alone.kind not in _LEFT and not alone.claims:
        return None
    told = tuple(fact for fact in map(knowledge.fact, context.facts) if fact is not None)
    answering = _answering(question, told, alone, knowledge) or _of_person(question, told, knowledge)
    if answering is not None:
        return _stating(answering, knowledge)
    candidates = tuple(_fitting(question, _with_neighbours(told, question, knowledge), knowledge))
    found = detail_of(question.text, question.language, candidates)
    if found is None or (alone.claims and not _is_better(found.fact, question, told, alone)):
        return None
    if alone.kind is AnswerKind.REFUSAL and found.states < 1 and _is_topic(question):
        return None
    return _stating(found.fact, knowledge)


def _of_person(question: Question, told: tuple[Fact, ...], knowledge: Knowledge) -> Fact | None:
    """Return what else is held of the person just told of, for "what did he do before that?"."""
    plain = folded(question.text)
    they_did = _SOMEBODY[question.language.value].search(plain) and _DID.search(plain)
    if not they_did or question.mentions or asking_words(_DID.sub(" ", plain), question.language):
        return None
    subjects = (name for fact in told for name in fact.subjects)
    people = [name for name in subjects if (one := knowledge.subject(name)) and one.kind is SubjectKind.PERSON]
    return next((fact for name in people for fact in knowledge.about(name) if fact not in told), None)


def _stating(fact: Fact, knowledge: Knowledge) -> Answer:
    context = Context(fact.subject, fact.attribute, (fact.id,))
    return Answer(AnswerKind.FACTS, (fact,), fact.attribute, (knowledge.subjects[fact.subject],), context=context)


_LEFT = frozenset(
    {
        AnswerKind.REFUSAL,
        AnswerKind.CLARIFICATION,
        AnswerKind.OUT_OF_SCOPE,
        AnswerKind.OTHER_REGION,
        AnswerKind.UNKNOWN_NAME,
    }
)
"""Kinds of answers after which a question is still open."""


def _answering(question: Question, told: tuple[Fact, ...], alone: Answer, knowledge: Knowledge) -> Fact | None:
    """Return which of several facts just told answers "who founded that one?", where it is answered of somebody else or of nobody."""
    attribute = question.sure_attribute
    plain = _EXISTS.sub(" ", folded(question.text))
    if attribute is None or not (alone.claims or needs_subject(attribute, knowledge)):
        return None
    if question.mentions or _POINTING.search(plain) is None:
        return None
    subjects = {fact.subject for fact in told}
    if any(fact.subject in subjects for fact in alone.facts):
        return None
    return next((fact for fact in told if attribute in fact.attributes), None)


def _with_neighbours(told: tuple[Fact, ...], question: Question, knowledge: Knowledge) -> tuple[Fact, ...]:
    """Return the facts told and those about the same subjects; only those told for a question whose words ask for nothing."""
    if not asking_words(question.text, question.language):
        return told if len(told) <= _MOST_TOLD and len(question.text.split()) <= _BARE else ()
    subjects = dict.fromkeys(fact.subject for fact in told)
    narrow = [name for name in subjects if (known := knowledge.subject(name)) is not None and known.kind not in _WIDE]
    return distinct((*told, *(fact for name in narrow for fact in knowledge.about(name))))


def _fitting(question: Question, facts: Iterable[Fact], knowledge: Knowledge) -> Iterable[Fact]:
    """Leave out facts that do not speak of whom or where the question names."""
    focus = focus_of(question, NOTHING_YET, knowledge)
    named, foreign = ([knowledge.subjects[name] for name in names] for names in (focus.named, focus.foreign))
    for fact in facts:
        speaks = all(speaks_of(fact, subject) for subject in named) and all(
            states(fact, subject) for subject in foreign
        )
        if speaks and focus.scope in {None, fact.scope}:
            yield fact


def _surely_answers(alone: Answer, question: Question) -> bool:
    attribute, probability = question.likely_attribute
    return probability >= CERTAIN and any(attribute == fact.attribute for fact in alone.facts)


def _is_topic(question: Question) -> bool:
    """Tell whether a question only names another topic: "and the VAT?" is surely refused, although a ruling covers it too."""
    words = asking_words(question.text, question.language)
    return (
        _CONNECTIVE.search(folded(question.text)) is not None
        and len(words) == 1
        and not _CONDITION.search(folded(question.text))
    )


def _is_better(fact: Fact, question: Question, told: tuple[Fact, ...], alone: Answer) -> bool:
    """Tell whether a question that leans on what was told asks for this rather than for what its words find by themselves."""
    plain = _EXISTS.sub(" ", folded(question.text))
    brief = (len(plain.split()) < _BRIEF and not question.mentions) or _CONDITION.search(plain) is not None
    if fact in alone.facts:
        return False
    if not asking_words(question.text, question.language):
        return brief and not any(one in alone.facts for one in told)
    if not brief and not _REFERENCE.search(plain):
        return False
    if _surely_answers(alone, question) and question.sure_attribute not in fact.attributes:
        return _CONDITION.search(plain) is not None or (fact in told and len(plain.split()) <= _NAME)
    here = coverage(question.text, question.language, fact)
    there = [coverage(question.text, question.language, other) for other in alone.facts]
    best = max(((one.states, one.covers) for one in there), default=(0.0, 0.0))
    return (here.states, here.covers) > best or (brief and fact in told and here.states >= best[0])
