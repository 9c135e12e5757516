"""Answers a whole message: one question, or several, each answered or named as unanswered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from frontdesk.facts.answer import CLAIMS, Answer, AnswerKind
from frontdesk.facts.focus import needs_subject
from frontdesk.facts.follow_up import rest_of
from frontdesk.facts.knowledge import distinct
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.question import Context, Mention, Question
from frontdesk.facts.subjects import is_implied
from frontdesk.services.answer_one import Answering
from frontdesk.services.buried_question import buried_questions
from frontdesk.services.message_words import ANY_AND
from frontdesk.services.parsed_question import is_question
from frontdesk.services.reading import ReadingFailed
from frontdesk.services.split_message import Part, split_message

MOST_ANSWERED = 3
MOST_READ = 6
"""Parts the language model is asked to read while the visitor waits; what follows is named as left open."""
_TWO = 2
SURE_OF_PART = 0.5
_PERSON = frozenset({"request_human", "leave_enquiry", "ask_contact"})
_NO_QUESTION = frozenset(
    {
        "greet",
        "goodbye",
        "thank",
        "praise",
        "affirm",
        "deny",
        "inform",
        "how_are_you",
        "skip",
        "cancel",
        "go_back",
        "correct",
    }
)
_WEAK = frozenset({AnswerKind.CLARIFICATION, AnswerKind.OUT_OF_SCOPE, AnswerKind.UNKNOWN_NAME})


def answer_message(question: Question, context: Context, answering: Answering) -> Answer:
    """Answer what was asked in one message; where its parts cannot be read, as the one question it was read as."""
    if question.chosen_fact or not question.text.strip():
        return answering.one(question, context)
    try:
        return _Message(question, context, answering).answer()
    except ReadingFailed:
        return answering.one(question, context)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of the message with what it was read as."""

    part: Part
    question: Question


@dataclass(frozen=True, slots=True)
class _Message:
    question: Question
    context: Context
    answering: Answering

    def answer(self) -> Answer:
        names = [mention.written for mention in self.question.mentions]
        parts = split_message(self.question.text, self.question.language, names)
        if len(parts) == 1 and (places := self._places()):
            return self._several(places)
        if len(parts) == 1:
            answer = self._one(parts[0])
            return answer if answer.claims else self._buried() or answer
        asked = [found for found in self._read_parts(parts[:MOST_READ]) if not _is_polite(found)]
        if parts[0].weak and len(asked) == 1 and asked[0].part.text == parts[-1].whole:
            places = self._places()
            return self._several(places) if places else self._one(Part(self.question.text))
        if len(asked) < _TWO:  # the rest was politeness
            return self._one(asked[0].part if asked else Part(self.question.text))
        return self._several(asked, unread=parts[MOST_READ:])

    def _one(self, part: Part) -> Answer:
        """Answer a single question; what was told before it is left aside where the question stands without it."""
        whole = self._standing_alone(self.question)
        if not part.before and part.text == self.question.text.strip():
            return self.answering.one(whole, self.context)
        alone = self.answering.one(self._read(part.text), self._context_of(part.before, self.context))
        if alone.kind in _WEAK:
            together = self.answering.one(whole, self.context)
            return together if together.kind not in _WEAK else alone
        return alone

    def _buried(self) -> Answer | None:
        """Answer what a long message asks in passing, where it is answered at all."""
        for text in buried_questions(self.question.text, self.question.language):
            read = self._read(text)
            answer = self.answering.one(read, self.context) if is_question(read.act) else None
            if answer is not None and answer.claims:
                return answer
        return None

    def _standing_alone(self, question: Question) -> Question:
        """Read "what did you say about exports?" and "same for exports" as "exports", where that is clearer."""
        rest = rest_of(question.text)
        if rest is None or question.mentions:
            return question
        read = self._read(rest)
        attribute = read.sure_attribute
        if attribute is None or (question.sure_attribute == attribute and is_question(question.act)):
            return question
        told = question.text if question.act != "repeat" else rest
        return replace(read, text=told, mentions=question.mentions)

    def _places(self) -> tuple[_Asked, ...]:
        """Ask "jobs in Wallonia and in Belgium" of each; "Wallonia in Belgium" is one place."""
        mentions = self.question.mentions
        subjects = [self.answering.knowledge.subject(mention.subject) for mention in mentions]
        scopes = {subject.scope for subject in subjects if subject is not None and subject.kind is SubjectKind.REGION}
        names = [re.escape(mention.written) for mention in mentions]
        if len(mentions) != len(scopes) or len(scopes) != _TWO or None in scopes or _sure(self.question) is None:
            return ()
        if not re.search(rf"{names[0]}\W+{ANY_AND}\W+(?:\w+\W+){{0,2}}{names[1]}", self.question.text, re.IGNORECASE):
            return ()
        each = [replace(self.question, mentions=(mention,)) for mention in mentions]
        return tuple(_Asked(Part(f"{self.question.text} ({one.mentions[0].written})"), one) for one in each)

    def _are_two(self, asked: Sequence[_Asked]) -> bool:
        """Tell whether the parts of a list ask for different things, each surely understood."""
        attributes = [_sure(found.question) for found in asked]
        return None not in attributes and len(set(attributes)) == len(attributes) > 1

    def _several(self, asked: Sequence[_Asked], unread: Sequence[Part] = ()) -> Answer:
        answers: list[Answer] = []
        context = self._context_of(asked[0].part.before, self.context)
        shared = self._shared(asked)
        for at, found in enumerate(asked[:MOST_ANSWERED]):
            context = self._context_of(found.part.before, context) if at else context
            question = self._sharing(found, asked[at - 1] if at else None, shared)
            answer = replace(self._part(question, context, first=not at), asked=found.part.text)
            answers.append(answer)
            context = _remembered(answer, context)
        left = (*(found.part for found in asked[MOST_ANSWERED:]), *unread)
        return self._joined(answers, tuple(part.text for part in left), context)

    def _shared(self, asked: Sequence[_Asked]) -> tuple[Mention, ...]:
        """Return what one of the parts names for all: "revenue and headcount of UCB"."""
        return next((found.question.mentions for found in asked if found.question.mentions), ())

    def _sharing(self, found: _Asked, previous: _Asked | None, shared: tuple[Mention, ...]) -> Question:
        """Give a part the names it shares with the others of its sentence."""
        question = found.question
        if question.mentions or question.unknown_names:
            return question
        if found.part.weak or (previous is None and self._lacks_subject(question)):
            return replace(question, mentions=shared)
        if previous is not None and found.part.joined:
            places = [one for one in previous.question.mentions if is_implied(one.subject, self.answering.knowledge)]
            return replace(question, mentions=tuple(places))
        return question

    def _lacks_subject(self, question: Question) -> bool:
        attribute = question.sure_attribute
        return attribute is not None and needs_subject(attribute, self.answering.knowledge)

    def _part(self, question: Question, context: Context, *, first: bool) -> Answer:
        if question.act in _PERSON and question.act != "ask_contact":
            return Answer(AnswerKind.PERSON, context=context)
        if not is_question(question.act):  # beside a question, "since when" asks too
            question = replace(question, act="nlu_fallback")
        return self.answering.one(question, context, same_message=not first)

    def _joined(self, answers: Sequence[Answer], pending: tuple[str, ...], context: Context) -> Answer:
        """Join the parts, each fact told once."""
        parts: list[Answer] = []
        for answer in answers:
            before = {fact.id for part in parts for fact in part.facts}
            if answer.kind in CLAIMS and {fact.id for fact in answer.facts} <= before:
                continue
            parts.append(answer)
        if len(parts) == 1 and not pending:
            return replace(parts[0], asked="")
        stated = distinct(fact for part in parts for fact in part.facts if part.kind in CLAIMS)
        told = replace(context, facts=tuple(fact.id for fact in stated))
        return Answer(AnswerKind.SEVERAL, stated, parts=tuple(parts), pending=pending, context=told)

    def _context_of(self, before: str, context: Context) -> Context:
        """Let a subject named in what was told ahead stand for the last one talked of."""
        if not before:
            return context
        named = [mention.subject for mention in self._read(before).mentions]
        subject = next((name for name in named if not is_implied(name, self.answering.knowledge)), None)
        return Context(subject, None, ()) if subject else context

    def _read_parts(self, parts: Sequence[Part]) -> Iterator[_Asked]:
        """Read the parts; those of a list that asks for one thing only as the sentence they were cut out of."""
        for whole, group in groupby(parts, key=lambda part: part.whole or part.text):
            found = [self._read_part(part) for part in group]
            is_one = found[0].part.weak and not self._are_two(found)
            yield from [self._read_part(Part(whole, before=found[0].part.before))] if is_one else found

    def _read_part(self, part: Part) -> _Asked:
        return _Asked(part, self._read(part.text))

    def _read(self, text: str) -> Question:
        return self.answering.read(text, self.question.language)


def _is_polite(found: _Asked) -> bool:
    """Tell whether a sentence asks nothing: a greeting, thanks. Half a sentence always asks."""
    return found.question.act in _NO_QUESTION and not found.part.joined


def _remembered(answer: Answer, before: Context) -> Context:
    """Keep the subject talked of where a part has none of its own."""
    if answer.context == Context():
        return before
    return answer.context if answer.context.subject else replace(answer.context, subject=before.subject)


def _sure(question: Question) -> str | None:
    attribute, probability = question.likely_attribute
    return attribute if is_question(question.act) and probability >= SURE_OF_PART else None
