"""Answers one question, whatever it leaves to the last answer; and periods, comparisons and doubtful spellings."""

from dataclasses import dataclass, replace
from typing import Protocol

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.focus import focus_of
from frontdesk.facts.follow_up import follow_up, rest_of
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.question import NOTHING_YET, Context, Mention, Question
from frontdesk.facts.years import fits_years
from frontdesk.services.answer_comparison import answer_comparison
from frontdesk.services.answer_period import answer_period
from frontdesk.services.parsed_question import question_from_parse
from frontdesk.services.reading import Reader, ReadingFailed
from frontdesk.services.rendered_answer import Wording
from frontdesk.values import Language, Scope

SURELY_MEANT = 0.9
HARDLY_MEANT = 0.82
"""How like a name its spelling must be: below the first it is said whom we took it for, below the second asked."""

MOST_TOLD = 2
SHORT = 4  # words of "and for exports?" that say no more than the name of what is asked for


class Alone(Protocol):
    """Answers a question that leaves nothing out."""

    def __call__(self, question: Question, context: Context, knowledge: Knowledge) -> Answer:
        """Return the answer from the published facts."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What questions are answered with. Without ``reader``, a completed question keeps the similarities of its own few words."""

    knowledge: Knowledge
    alone: Alone
    wording: Wording
    reader: Reader | None = None

    def one(self, question: Question, context: Context, *, same_message: bool = False) -> Answer:
        """Answer one question in its context; ``same_message`` says that the context is a question beside it."""
        special = answer_comparison(question, context, self.knowledge) or answer_period(
            question, context, self.knowledge
        )
        if special is not None:
            return special
        complete = follow_up(question, context, self.knowledge, same_message=same_message)
        if complete is not question or rest_of(question.text):
            complete = self._in_full(complete, question)
            answer = self.alone(complete, context, self.knowledge)
            answer = self._told(complete, answer) or answer
        else:
            answer = self.alone(complete, context, self.knowledge)
        return _said_whom(answer, question, self.knowledge)

    def _told(self, complete: Question, answer: Answer) -> Answer | None:
        """State what is held where a completed question is asked back: what it is about is known from the last answer."""
        attribute = complete.sure_attribute
        if answer.kind is not AnswerKind.CLARIFICATION or attribute is None or complete.unknown_names:
            return None
        focus = focus_of(complete, NOTHING_YET, self.knowledge)
        facts = self.knowledge.answering(attribute)
        if focus.named:
            facts = self.knowledge.about(focus.named[0], attribute)
        scope = focus.scope or Scope.WALLONIA
        facts = tuple(fact for fact in facts if focus.named or fact.scope is scope)
        fitting = tuple(fact for fact in facts if fits_years(complete, fact))[:MOST_TOLD]
        if not fitting:
            return None
        subjects = tuple(self.knowledge.subjects[name] for name in focus.named)
        told = Context(focus.named[0] if focus.named else fitting[0].subject, attribute, tuple(f.id for f in fitting))
        return Answer(AnswerKind.FACTS, fitting, attribute, subjects, asked_scope=focus.scope, context=told)

    def read(self, text: str, language: Language) -> Question:
        """Let the language model read a piece of a message. Raises ReadingFailed."""
        if self.reader is None:
            raise ReadingFailed("no reader")
        return question_from_parse(self.reader.read(text, language), language)

    def _in_full(self, complete: Question, asked: Question) -> Question:
        """Read the completed question as somebody would ask it who leaves nothing out, for what is near it in meaning."""
        try:
            read = self.read(self._written_out(complete, asked), complete.language)
        except ReadingFailed:
            return complete
        sure = complete.sure_attribute is not None
        return replace(
            read,
            act=complete.act if sure else read.act,
            confidence=complete.confidence,
            attributes=complete.attributes if sure else read.attributes,
            mentions=complete.mentions,
            unknown_names=complete.unknown_names,
            unsure=complete.unsure,
        )

    def _written_out(self, complete: Question, asked: Question) -> str:
        language = complete.language
        added = [mention for mention in complete.mentions if mention not in asked.mentions]
        names = [self.knowledge.subjects[mention.subject].name(language) for mention in added]
        rest = rest_of(asked.text) or asked.text
        short = len(rest.split()) <= SHORT and complete.sure_attribute is not None
        if complete.attributes == asked.attributes and not short:
            return f"{rest} ({', '.join(names)})" if names else rest
        subjects = [self.knowledge.subjects[mention.subject].name(language) for mention in complete.mentions]
        attribute = complete.sure_attribute or ""
        question = self.wording.question(attribute, subjects[0] if subjects else None, language)
        unsaid = [name for name in subjects if name not in question]
        years = [word.strip("?!.,") for word in asked.text.split() if any(letter.isdigit() for letter in word)]
        beside = " ".join((*unsaid, *years))
        return f"{question} ({beside})" if beside else question


def _said_whom(answer: Answer, question: Question, knowledge: Knowledge) -> Answer:
    """Say or ask whom a doubtful spelling was taken for, where the answer rests on it."""
    doubtful = [mention for mention in question.mentions if mention.confidence < SURELY_MEANT]
    used = [mention for mention in doubtful if _is_used(mention, answer)]
    if not used:
        return answer
    meant = replace(answer, meant=knowledge.subjects[used[0].subject])
    if used[0].confidence >= HARDLY_MEANT or answer.kind is not AnswerKind.FACTS:
        return meant
    return replace(meant, kind=AnswerKind.CONFIRM_NAME, suggestions=answer.facts[:1], facts=())


def _is_used(mention: Mention, answer: Answer) -> bool:
    told = {subject for fact in answer.facts for subject in fact.subjects} | {one.id for one in answer.subjects}
    return mention.subject in told
