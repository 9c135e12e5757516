"""What the rules of the dialogue do with a message outside the form, without Rasa: for benchmarks."""

from dataclasses import dataclass

from frontdesk.facts.answer import Answer
from frontdesk.facts.question import Context
from frontdesk.services.answer_desk import AnswerDesk, Reply
from frontdesk.services.parsed_question import is_question, question_from_parse
from frontdesk.services.reading import Reader
from frontdesk.services.requested_language import requested_language
from frontdesk.values import Language


@dataclass(frozen=True, slots=True)
class Heard:
    """How a message was taken; ``reply`` is none for fixed talk. ``context`` and ``language`` are what the next message meets."""

    act: str
    reply: Reply | None
    context: Context
    language: Language

    @property
    def answer(self) -> Answer | None:
        """Return what was answered from the facts."""
        return self.reply.answer if self.reply else None


def hear_message(text: str, language: Language, context: Context, desk: AnswerDesk, reader: Reader) -> Heard:
    """Take one message as data/rules say. Raises ReadingFailed."""
    question = question_from_parse(reader.read(text, language), language)
    reply: Reply | None = None
    if is_question(question.act):
        reply = desk.answer(question, context)
    elif question.act == "ask_source":
        reply = desk.sources(context, language)
    elif question.act == "ask_more":
        reply = desk.more(context, language, question)
    elif question.act == "repeat":
        reply = desk.repeat(context, language, question)
    elif question.act == "change_language":
        language = requested_language(text) or language
        reply = desk.repeat(context, language)
    remembered = reply.answer.context if reply is not None and reply.rendered is not None else context
    return Heard(question.act, reply, remembered, language)
