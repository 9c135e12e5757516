"""Reads what the language model found in the last message, and what the conversation remembers, out of a tracker."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from frontdesk.services.parsed_question import question_from_parse
from frontdesk.services.questions import Context, Question
from frontdesk.values import Language


def language_of(tracker: Tracker) -> Language:
    """Return the language the conversation is held in."""
    return Language.parse(tracker.get_slot("language"))


def question_of(tracker: Tracker) -> Question:
    """Return the last message as a question."""
    return question_from_parse(tracker.latest_message, language_of(tracker))


def context_of(tracker: Tracker) -> Context:
    """Return what the last answer was about."""
    return Context(
        subject=tracker.get_slot("context_subject"),
        attribute=tracker.get_slot("context_attribute"),
        facts=tuple(tracker.get_slot("context_facts") or ()),
    )


def remember(context: Context) -> list[EventType]:
    """Return the events that keep a context for the next question."""
    return [
        SlotSet("context_subject", context.subject),
        SlotSet("context_attribute", context.attribute),
        SlotSet("context_facts", list(context.facts)),
    ]
