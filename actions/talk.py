"""Actions of fixed talk that needs something no response knows by itself: a language asked for, the address of the privacy notice."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.runtime import settings
from frontdesk.services.requested_language import requested_language


class ActionChangeLanguage(Action):
    """Changes the language of the conversation to the one named."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_change_language"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Set the language; where none of ours is named, say which there are."""
        language = requested_language(tracker.latest_message.get("text") or "")
        if language is None:
            dispatcher.utter_message(response="utter_decline_language")
            return []
        return [SlotSet("language", language.value)]


class ActionExplainPrivacy(Action):
    """Says what happens to what a visitor writes."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_explain_privacy"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say it with the address of the notice."""
        dispatcher.utter_message(response="utter_explain_privacy", privacy_url=settings().privacy_url)
        return []


class ActionExplainErasure(Action):
    """Says how a conversation or an enquiry is erased."""

    def name(self) -> str:
        """Return the name domain.yml knows it by."""
        return "action_explain_erasure"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say it with the address of the notice."""
        dispatcher.utter_message(response="utter_explain_erasure", privacy_url=settings().privacy_url)
        return []
