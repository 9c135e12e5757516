"""What the assistant answers to a test question at this moment, and why; nothing of it is kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.focus import complete, focus_of, without_known_words
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.facts.question import NOTHING_YET, Context, Mention, Question
from frontdesk.facts.ranking import RankedFact, rank
from frontdesk.services.answer_desk import FIXED_TALK, AnswerDesk, Reply
from frontdesk.services.answer_question import answer_question
from frontdesk.services.capture_enquiry import begin_enquiry
from frontdesk.services.enquiry_turn import Ending, Turn
from frontdesk.services.parsed_question import is_question, question_from_parse
from frontdesk.services.ports import Clock
from frontdesk.services.reading import ReadingFailed
from frontdesk.services.rendered_answer import AnswerRenderer, RenderedAnswer
from frontdesk.services.requested_language import requested_language
from frontdesk.services.transcript import Guess
from frontdesk.values import Language

__all__ = ["Preview", "PreviewDesk", "ReadingFailed", "Talk", "Weighed", "preview_answer", "worded"]

MOST_CONSIDERED = 5
MOST_GUESSES = 3
_OPENS_FORM = frozenset({"leave_enquiry", "request_human", "inform"})
ENQUIRY = "enquiry"
TALK = "talk"


class Talk(Protocol):
    """The fixed sentences of the assistant, and which of them answers an intent."""

    def responses(self, intent: str) -> tuple[str, ...]:
        """Return the names of the responses that follow an intent; none where an intent has no fixed answer."""

    def text(self, response: str, language: Language, variables: Mapping[str, str]) -> str:
        """Return a response in a language."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One question as it was decided: the facts considered, the likeliest first, and the belief that none of them answers it."""

    question: str
    facts: tuple[RankedFact, ...]
    none: float


@dataclass(frozen=True, slots=True)
class Preview:
    """An answer and what led to it. ``kind`` is a kind of answer, ``talk`` or ``enquiry``, which opens the form."""

    text: str
    language: Language
    intent: str
    confidence: float
    guesses: tuple[Guess, ...]
    mentions: tuple[Mention, ...]
    unknown_names: tuple[str, ...]
    kind: str
    answer: RenderedAnswer
    facts: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewDesk:
    """What previews work with: what answers visitors."""

    answers: AnswerDesk
    talk: Talk
    clock: Clock


def preview_answer(text: str, language: Language, desk: PreviewDesk) -> Preview:
    """Answer a text as a visitor's first message. Raises ReadingFailed where the language model is away, and StoreUnavailable."""
    if desk.answers.reader is None:
        raise ReadingFailed("no reader")
    parse = desk.answers.reader.read(text, language)
    return _Asking(desk, parse, _answered_in(parse, language)).preview()


def worded(fact: Fact, renderer: AnswerRenderer) -> dict[Language, RenderedAnswer]:
    """Return how an answer that states a fact, published or not, is worded in each language."""
    answer = Answer(AnswerKind.FACTS, (fact,), fact.attribute)
    return {language: renderer.render(answer, language) for language in Language}


def _answered_in(parse: Mapping[str, Any], language: Language) -> Language:
    chosen = (parse.get("language") or {}).get("chosen")
    return Language.parse(chosen) if chosen else language


@dataclass(slots=True)
class _Asking:
    """One text, as it was read, and what is found out while it is answered."""

    desk: PreviewDesk
    parse: Mapping[str, Any]
    language: Language
    weighed: list[Weighed] = field(default_factory=list)

    def preview(self) -> Preview:
        question = question_from_parse(self.parse, self.language)
        kind, answer, facts = self._reply(question)
        ranking = self.parse.get("intent_ranking") or ()
        return Preview(
            text=question.text,
            language=self.language,
            intent=question.act,
            confidence=question.confidence,
            guesses=tuple(Guess(str(one["name"]), float(one["confidence"])) for one in ranking[:MOST_GUESSES]),
            mentions=question.mentions,
            unknown_names=question.unknown_names,
            kind=kind,
            answer=answer,
            facts=facts,
            weighed=tuple(self.weighed),
        )

    def _reply(self, question: Question) -> tuple[str, RenderedAnswer, tuple[str, ...]]:
        if question.act in _OPENS_FORM and (opened := self._opened(question)) is not None:
            return ENQUIRY, opened, ()
        if question.act == "change_language":
            return TALK, self._language_changed(question), ()
        reply = self._answered(question)
        if reply is None:
            return TALK, self._said(*self.desk.talk.responses(question.act)), ()
        answer = reply.answer
        rendered = reply.rendered or self._said(FIXED_TALK[answer.kind])
        return answer.kind.value, rendered, tuple(citation.fact_id for citation in rendered.citations)

    def _answered(self, question: Question) -> Reply | None:
        """Answer what the answer desk answers, as the actions of these intents do; none for fixed talk."""
        answers, act = self.desk.answers, question.act
        if is_question(act):
            return answers.answer(question, NOTHING_YET, alone=self._listening)
        if act == "ask_more":
            return answers.more(NOTHING_YET, self.language, question)
        if act == "ask_source":
            return answers.sources(NOTHING_YET, self.language)
        return answers.repeat(NOTHING_YET, self.language, question) if act == "repeat" else None

    def _listening(self, question: Question, context: Context, knowledge: Knowledge) -> Answer:
        """Answer as always, and note what is weighed."""
        calibration = self.desk.answers.calibration
        whole = complete(without_known_words(question, knowledge), context)
        ranked = rank(whole, focus_of(whole, context, knowledge), knowledge, calibration)
        left = 1.0 - sum(found.belief for found in ranked)
        self.weighed.append(Weighed(question.core or question.text, ranked[:MOST_CONSIDERED], max(left, 0.0)))
        return partial(answer_question, calibration=calibration)(question, context, knowledge)

    def _opened(self, question: Question) -> RenderedAnswer | None:
        """Return what the enquiry form says first; none where the message opens none."""
        entities = self.parse.get("entities") or ()
        told = tuple((str(one["entity"]), str(one["value"])) for one in entities if one.get("value"))
        turn = Turn(
            question.text, question.act, question.confidence, self.language, "preview", self.desk.clock.now(), told
        )
        step = begin_enquiry(str(uuid.uuid4()), turn)
        if step.ending is Ending.NOT_OPENED:
            return None
        texts = (self.desk.talk.text(say.response, self.language, say.variables) for say in step.says)
        return RenderedAnswer("\n".join(texts))

    def _said(self, *responses: str) -> RenderedAnswer:
        texts = (self.desk.talk.text(response, self.language, {}) for response in responses)
        return RenderedAnswer("\n".join(texts))

    def _language_changed(self, question: Question) -> RenderedAnswer:
        """Confirm a change of language in the new one; where none of ours is named, say which there are."""
        wanted = requested_language(question.text)
        response = "utter_decline_language" if wanted is None else "utter_confirm_language"
        return RenderedAnswer(self.desk.talk.text(response, wanted or self.language, {}))
