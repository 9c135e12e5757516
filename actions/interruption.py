"""Reacts to what is said in the middle of the form and is no part of it: a question, a word of thanks, a request for the source."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import ActionCiteSources, ActionTellMore, answer_question
from actions.speech import say
from actions.talk import ActionExplainErasure, ActionExplainPrivacy
from actions.understanding import language_of
from frontdesk.services.enquiry_turn import Say

_ACTIONS: dict[str, type[Action]] = {
    "ask_source": ActionCiteSources,
    "ask_more": ActionTellMore,
    "ask_privacy": ActionExplainPrivacy,
    "erase_data": ActionExplainErasure,
}
_TALK = {
    "ask_capabilities": "utter_explain_capabilities",
    "are_you_human": "utter_disclose_assistant",
    "how_are_you": "utter_answer_smalltalk",
    "insult": "utter_answer_insult",
    "ask_advice": "utter_decline_advice",
    "politics": "utter_decline_politics",
    "chitchat": "utter_decline_chitchat",
}
# "Yes, but who reads it?" is heard as a question of sources.
_OF_THE_DETAILS = frozenset({"nlu_fallback", "ask_source"})
_NEEDS_NO_WORD = frozenset({"greet", "thank", "praise", "goodbye", "leave_enquiry", "inform", "correct"})


def explain_consent(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
    """Answer what is asked in place of a consent: what was not understood is most likely about what happens to the details."""
    if (tracker.latest_message.get("intent") or {}).get("name") in _OF_THE_DETAILS:
        events: list[EventType] = ActionExplainPrivacy().run(dispatcher, tracker, domain)
        return events
    return react(dispatcher, tracker, domain)


def react(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
    """Answer the last message as it would be outside the form, and return the events that come of it."""
    act = str((tracker.latest_message.get("intent") or {}).get("name") or "")  # a fallback stays one
    if act in _ACTIONS:
        events: list[EventType] = _ACTIONS[act]().run(dispatcher, tracker, domain)
        return events
    if act in _TALK:
        say(dispatcher, domain, Say(_TALK[act]), language_of(tracker))
        return []
    return [] if act in _NEEDS_NO_WORD else answer_question(dispatcher, tracker)
