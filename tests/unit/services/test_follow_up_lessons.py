"""What test conversations teach: how the facts told and near were weighed, and which of them should have been stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frontdesk.facts.follow_up_evidence import NAMES
from frontdesk.facts.knowledge import Knowledge
from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.services.evaluate_conversations import Conversation, ExpectedTurn
from frontdesk.services.follow_up_lessons import Lesson, lessons
from frontdesk.values import Language
from tests.factories import make_attribute, make_calibration, make_fact, make_subject

FOUNDED = make_fact()


class SureReader:
    """Takes every message for a question when UCB was founded."""

    def read(self, text: str, language: Language) -> Mapping[str, Any]:  # noqa: ARG002 - the port's
        named = [{"entity": "subject", "value": FOUNDED.subject, "confidence": 1.0, "text": "UCB"}]
        intent = {"name": f"ask_{FOUNDED.attribute}", "confidence": 1.0}
        return {
            "text": text,
            "intent": intent,
            "entities": named,
            "fact_ranking": [{"id": FOUNDED.id, "similarity": 0.9, "wording": 0.9}],
        }


@dataclass(frozen=True)
class Held:
    knowledge: Knowledge

    def current(self) -> Knowledge:
        return self.knowledge


def taught(*turns: ExpectedTurn) -> list[Lesson]:
    held = Held(Knowledge.of((FOUNDED,), (make_subject(),), (make_attribute(id=FOUNDED.attribute),)))
    desk = AnswerDesk(held, TemplateRenderer(), make_calibration(), SureReader())
    return list(lessons(Conversation(Language.EN, turns), desk, SureReader()))


OPENING = ExpectedTurn("When was UCB founded?", facts=(FOUNDED.id,))


def test_a_question_that_nothing_was_said_before_teaches_nothing() -> None:
    assert not taught(OPENING)


def test_a_question_after_an_answer_teaches_which_fact_is_meant() -> None:
    (lesson,) = taught(OPENING, ExpectedTurn("UCB in what year?", facts=(FOUNDED.id,)))
    assert lesson.right == (0,)
    assert dict(zip(NAMES, lesson.candidates[0], strict=True))["told"] == 1.0


def test_a_question_that_nothing_answers_teaches_that_none_is() -> None:
    (lesson,) = taught(OPENING, ExpectedTurn("UCB in what month?"))
    assert lesson.candidates
    assert not lesson.right


def test_each_question_of_a_message_teaches() -> None:
    asked = ExpectedTurn("When was UCB founded? And who is its chairman?", each=((FOUNDED.id,), ()))
    assert [lesson.right for lesson in taught(OPENING, asked)] == [(0,), ()]


def test_what_only_a_draft_answers_and_what_is_no_question_teach_nothing() -> None:
    assert not taught(OPENING, ExpectedTurn("UCB?", facts=("a-draft",)), ExpectedTurn("thanks", acts=("thank",)))
