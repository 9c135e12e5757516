"""What an action sends along with an answer, for whoever looks at the review queue."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import answering
from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.services.answer_desk import Reply
from frontdesk.services.rendered_answer import RenderedAnswer


class _Desk:
    """Answers everything in one way."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def answer(self, *_: Any) -> Reply:
        return Reply(self._answer, RenderedAnswer("So it is."))


def custom_of(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(answering, "answer_desk", lambda: _Desk(answer))
    dispatcher = CollectingDispatcher()
    tracker = Tracker(
        "c-1", {"language": "en"}, {}, [], paused=False, followup_action=None, active_loop={}, latest_action_name=None
    )
    answering.answer_question(dispatcher, tracker)
    custom: dict[str, Any] = dispatcher.messages[0]["custom"]
    return custom


def test_an_answer_to_several_questions_tells_what_sort_each_part_is(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (Answer(AnswerKind.FACTS), Answer(AnswerKind.REFUSAL))
    custom = custom_of(Answer(AnswerKind.SEVERAL, parts=parts), monkeypatch)
    assert (custom["kind"], custom["parts"]) == ("several", ["facts", "refusal"])


def test_an_answer_to_one_question_has_no_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert custom_of(Answer(AnswerKind.FACTS), monkeypatch)["parts"] == []
