"""Answers the questions of a conversation: a new one, the last one again, its sources, or more on it."""

from dataclasses import dataclass
from functools import partial

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.detail import asks_figure
from frontdesk.facts.follow_up import rest_of
from frontdesk.facts.knowledge import Knowledge, distinct
from frontdesk.facts.model import Fact
from frontdesk.facts.question import Context, Question
from frontdesk.facts.subjects import is_implied
from frontdesk.services.answer_message import answer_message
from frontdesk.services.answer_one import Alone, Answering, SecondLook
from frontdesk.services.answer_question import SUGGESTIONS, answer_question
from frontdesk.services.ports import KnowledgeSource
from frontdesk.services.reading import Reader
from frontdesk.services.rendered_answer import AnswerRenderer, RenderedAnswer
from frontdesk.values import Language

FIXED_TALK = {
    AnswerKind.OTHER_REGION: "utter_decline_other_region",
    AnswerKind.OUT_OF_SCOPE: "utter_decline_out_of_scope",
    AnswerKind.NOTHING_BEFORE: "utter_nothing_before",
}
"""The response of domain.yml that says a kind of answer which is not rendered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, its words and what the conversation is to remember. ``rendered`` is none where fixed talk says it better."""

    answer: Answer
    rendered: RenderedAnswer | None


@dataclass(frozen=True, slots=True)
class AnswerDesk:
    """One snapshot of the knowledge serves a whole message. Without ``reader``, a message is taken for one question."""

    knowledge: KnowledgeSource
    renderer: AnswerRenderer
    calibration: Calibration
    reader: Reader | None = None
    second_look: SecondLook | None = None

    def answer(self, question: Question, context: Context, *, alone: Alone | None = None) -> Reply:
        """Answer a new message; ``alone`` is what answers each question of it, where somebody wants to listen in."""
        each = alone or partial(answer_question, calibration=self.calibration)
        answering = Answering(self.knowledge.current(), each, self.renderer, self.reader, self.second_look)
        return self._reply(answer_message(question, context, answering), question.language)

    def repeat(self, context: Context, language: Language, question: Question | None = None) -> Reply:
        """Say the last answer again, in this language, or an earlier one where ``question`` names it: "what did you say about exports?"."""
        if question is not None and rest_of(question.text):
            return self.answer(question, context)
        facts = self._facts(context)
        kind = AnswerKind.FACTS if len(facts) <= SUGGESTIONS else AnswerKind.OVERVIEW
        return self._again(kind, facts, context, language)

    def sources(self, context: Context, language: Language) -> Reply:
        """Name the sources of the last answer."""
        return self._again(AnswerKind.SOURCES, self._facts(context), context, language)

    def more(self, context: Context, language: Language, question: Question | None = None) -> Reply:
        """State what else is held on the subject of the last answer or of ``question``, or on the topic where there is no subject.

        "Up to how much?" is no wish for more but a question.
        """
        if question is not None and context.facts and asks_figure(question.text):
            return self.answer(question, context)
        knowledge = self.knowledge.current()
        context = _about_named(question, context, knowledge)
        said = self._facts(context)
        if not said and context.subject is None:
            return self._again(AnswerKind.NOTHING_BEFORE, said, context, language)
        rest = tuple(fact for fact in _related(said, context, knowledge) if fact not in said)[:SUGGESTIONS]
        if not rest:
            return self._reply(Answer(AnswerKind.NOTHING_MORE, context=context), language)
        heard = Context(context.subject, context.attribute, (*context.facts, *(fact.id for fact in rest)))
        return self._again(AnswerKind.FACTS, rest, heard, language)

    def _facts(self, context: Context) -> tuple[Fact, ...]:
        known = self.knowledge.current()
        return tuple(fact for fact in map(known.fact, context.facts) if fact is not None)

    def _again(self, kind: AnswerKind, facts: tuple[Fact, ...], context: Context, language: Language) -> Reply:
        if not facts:
            return Reply(Answer(AnswerKind.NOTHING_BEFORE, context=context), None)
        return self._reply(Answer(kind, facts, context.attribute, context=context), language)

    def _reply(self, answer: Answer, language: Language) -> Reply:
        fixed = {AnswerKind.OTHER_REGION, AnswerKind.OUT_OF_SCOPE, AnswerKind.NOTHING_BEFORE}
        return Reply(answer, None if answer.kind in fixed else self.renderer.render(answer, language))


def _about_named(question: Question | None, context: Context, knowledge: Knowledge) -> Context:
    """Let "tell me more about UCB" be about UCB, whatever the last answer was."""
    named = (mention.subject for mention in question.mentions) if question else ()
    subject = next((name for name in named if knowledge.about(name) and not is_implied(name, knowledge)), None)
    return context if subject is None or subject == context.subject else Context(subject)


def _related(said: tuple[Fact, ...], context: Context, knowledge: Knowledge) -> tuple[Fact, ...]:
    if context.subject and not is_implied(context.subject, knowledge):
        return knowledge.about(context.subject)
    attribute = knowledge.answering(context.attribute) if context.attribute else ()
    return distinct((*attribute, *(knowledge.in_topic(said[-1].topic) if said else ())))
