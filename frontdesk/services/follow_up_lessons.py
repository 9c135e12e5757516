"""Gathers from test conversations what a second opinion is fitted to: every question after an answer, with what it should have got."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from frontdesk.facts.answer import Answer
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.follow_up_evidence import Turn, weigh
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.question import NOTHING_YET
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.services.evaluate_conversations import Conversation, ExpectedTurn
from frontdesk.services.hear_message import hear_message
from frontdesk.services.reading import Reader


@dataclass(frozen=True, slots=True)
class Lesson:
    """The evidence for each fact that may be meant, and the places of those that are; of none where nothing held answers."""

    candidates: tuple[tuple[float, ...], ...]
    right: tuple[int, ...]


class _Listener:
    """Hears what the rules made of each question, and changes nothing."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def __call__(self, turn: Turn, answer: Answer, knowledge: Knowledge) -> Answer:  # noqa: ARG002 - the port's
        """Note the turn, return the answer."""
        self.turns.append(turn)
        return answer


def lessons(conversation: Conversation, desk: AnswerDesk, reader: Reader) -> Iterator[Lesson]:
    """Hold a conversation by the rules alone and return its lessons. Raises ReadingFailed."""
    listener = _Listener()
    listening = replace(desk, second_look=listener)
    context, language = NOTHING_YET, conversation.language
    for expected in conversation.turns:
        listener.turns.clear()
        heard = hear_message(expected.ask, language, context, listening, reader)
        context, language = heard.context, heard.language
        for turn, wanted in _matched(expected, listener.turns):
            if not wanted or set(wanted) & set(desk.knowledge.current().facts):
                yield _lesson(turn, wanted, desk.knowledge.current(), desk.calibration)


def _matched(expected: ExpectedTurn, turns: list[Turn]) -> Iterator[tuple[Turn, tuple[str, ...]]]:
    """Match questions with answers; none where a message was not cut into as many as it asks."""
    wanted = expected.each or (expected.facts,)
    if not expected.acts and len(wanted) == len(turns):
        yield from zip(turns, wanted, strict=True)


def _lesson(turn: Turn, wanted: tuple[str, ...], knowledge: Knowledge, calibration: Calibration) -> Lesson:
    weighed = weigh(turn, knowledge, calibration)
    right = tuple(place for place, one in enumerate(weighed) if one.fact.id in wanted)
    return Lesson(tuple(one.evidence.numbers for one in weighed), right)
