"""Compares what was answered in test conversations, turn by turn, with what should have been."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.facts.answer import CLAIMS, Answer, AnswerKind
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.question import NOTHING_YET
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.services.hear_message import Heard, hear_message
from frontdesk.services.reading import Reader
from frontdesk.services.share import Share
from frontdesk.values import Language

_ANSWERING = CLAIMS | {AnswerKind.SOURCES}
_KIND_OF_ACT = {"out_of_scope": AnswerKind.OUT_OF_SCOPE, "other_region": AnswerKind.OTHER_REGION}


@dataclass(frozen=True, slots=True)
class ExpectedTurn:
    """What a message should lead to: one of some facts, a dialogue act, no claim; or, for several questions, one of the facts for each.

    In ``each``, a question without facts must be named as unanswered.
    """

    ask: str
    facts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    each: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in one language, in order."""

    language: Language
    turns: tuple[ExpectedTurn, ...]


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """A turn with its verdict; ``said`` is for people. ``follows`` tells that something was said before it."""

    language: Language
    turn: ExpectedTurn
    follows: bool
    right: bool
    said: str

    @property
    def is_several(self) -> bool:
        """Tell whether several questions were asked in it."""
        return bool(self.turn.each)


def play(conversation: Conversation, desk: AnswerDesk, reader: Reader) -> tuple[JudgedTurn, ...]:
    """Say every turn in its context and judge each; what only drafts answer is said but not judged. Raises ReadingFailed."""
    context, language, judged = NOTHING_YET, conversation.language, []
    for at, turn in enumerate(conversation.turns):
        heard = hear_message(turn.ask, language, context, desk, reader)
        context, language = heard.context, heard.language
        if _can_be_judged(turn, desk.knowledge.current()):
            judged.append(JudgedTurn(conversation.language, turn, at > 0, _is_right(turn, heard), _said(heard)))
    return tuple(judged)


def share_right(judged: Iterable[JudgedTurn]) -> Share:
    """Count the turns that were taken rightly."""
    turns: Sequence[JudgedTurn] = list(judged)
    return Share(sum(one.right for one in turns), len(turns))


def _can_be_judged(turn: ExpectedTurn, knowledge: Knowledge) -> bool:
    wanted = [facts for facts in (turn.facts, *turn.each) if facts]
    return all(set(facts) & set(knowledge.facts) for facts in wanted)


def _is_right(turn: ExpectedTurn, heard: Heard) -> bool:
    answer = heard.answer
    if turn.each:
        return answer is not None and _answers_each(turn.each, answer)
    if turn.acts:
        return heard.act in turn.acts or any(
            answer is not None and _KIND_OF_ACT.get(act) is answer.kind for act in turn.acts
        )
    if not turn.facts:
        return answer is None or not answer.claims
    return bool(set(turn.facts) & set(_stated(answer)))


def _answers_each(each: tuple[tuple[str, ...], ...], answer: Answer) -> bool:
    """Tell whether every question with facts got one of them, and as many are named as unanswered as have none."""
    stated = set(_stated(answer))
    parts = answer.parts or (answer,)
    unanswered = sum(part.kind not in CLAIMS for part in parts) + len(answer.pending)
    return all(stated & set(facts) for facts in each if facts) and unanswered == sum(not facts for facts in each)


def _stated(answer: Answer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    parts = answer.parts or (answer,)
    return tuple(fact.id for part in parts if part.kind in _ANSWERING for fact in part.facts)


def _said(heard: Heard) -> str:
    if heard.answer is None:
        return heard.act
    parts = heard.answer.parts or (heard.answer,)
    told = (f"{part.kind}({part.attribute or ''}: {' '.join(fact.id for fact in part.facts)})" for part in parts)
    return f"{heard.act}: {' + '.join(told)}"
