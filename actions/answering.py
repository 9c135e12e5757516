"""Actions that answer questions: a new one, the last one again, its sources, more on it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.runtime import answer_desk
from actions.understanding import context_of, language_of, question_of, remember
from frontdesk.services.answer_desk import FIXED_TALK, Reply
from frontdesk.services.requested_language import requested_language


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Answer the last message and return the events that remember what it was about."""
    return _say(dispatcher, answer_desk().answer(question_of(tracker), context_of(tracker)))


def _say(dispatcher: CollectingDispatcher, reply: Reply) -> list[EventType]:
    if reply.rendered is None:
        dispatcher.utter_message(response=FIXED_TALK[reply.answer.kind], json_message={"kind": reply.answer.kind})
        return []
    dispatcher.utter_message(
        text=reply.rendered.text,
        buttons=[{"title": button.title, "payload": button.payload} for button in reply.rendered.buttons],
        json_message={
            "kind": reply.answer.kind,
            "parts": [part.kind for part in reply.answer.parts],
            "citations": [
                {
                    "fact_id": citation.fact_id,
                    "title": citation.title,
                    "url": citation.url,
                    "as_of": citation.as_of,
                    "scope": citation.scope,
                }
                for citation in reply.rendered.citations
            ],
        },
    )
    return remember(reply.answer.context)


class ActionAnswerQuestion(Action):
    """Answers whatever was asked."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_answer_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the last message."""
        return answer_question(dispatcher, tracker)


class ActionRepeatAnswer(Action):
    """Says the last answer again, after a change of language in the new one."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_repeat_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Repeat the last answer; confirm the language where there is none."""
        changing = tracker.get_intent_of_latest_message() == "change_language"
        if changing and requested_language(tracker.latest_message.get("text") or "") is None:
            return []  # action_change_language has just said which languages there are
        context = context_of(tracker)
        if changing and not context.facts:
            dispatcher.utter_message(response="utter_confirm_language")
            return []
        asked = None if changing else question_of(tracker)
        return _say(dispatcher, answer_desk().repeat(context, language_of(tracker), asked))


class ActionCiteSources(Action):
    """Names the sources of the last answer."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_cite_sources"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Name them in the language of the conversation."""
        return _say(dispatcher, answer_desk().sources(context_of(tracker), language_of(tracker)))


class ActionTellMore(Action):
    """States what else is held on what was just talked about."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_tell_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """State it in the language of the conversation."""
        return _say(dispatcher, answer_desk().more(context_of(tracker), language_of(tracker), question_of(tracker)))
