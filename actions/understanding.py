"""Reads what the language model found in the last message, and what the conversation remembers, out of a tracker."""

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from frontdesk.services.questions import Context, Mention, Question
from frontdesk.values import Language

_ASK = "ask_"


def language_of(tracker: Tracker) -> Language:
    """Return the language the conversation is held in."""
    return Language.parse(tracker.get_slot("language"))


def question_of(tracker: Tracker) -> Question:
    """Return the last message as a question."""
    message: Mapping[str, Any] = tracker.latest_message
    intent: Mapping[str, Any] = message.get("intent") or {}
    entities: list[Mapping[str, Any]] = message.get("entities") or []
    ranking: list[Mapping[str, Any]] = message.get("intent_ranking") or [intent]
    return Question(
        text=message.get("text") or "",
        language=language_of(tracker),
        act=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        attributes=dict(_attributes(ranking)),
        mentions=tuple(
            Mention(str(entity["value"]), float(entity.get("confidence") or entity.get("confidence_entity") or 1.0))
            for entity in entities
            if entity["entity"] == "subject"
        ),
        unknown_names=tuple(message.get("unknown_names") or ()),
        similar={found["id"]: float(found["similarity"]) for found in message.get("fact_ranking") or ()},
        unsure=bool((message.get("rejection") or {}).get("clarify")),
        chosen_fact=next((str(entity["value"]) for entity in entities if entity["entity"] == "fact"), None),
    )


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


def _attributes(ranking: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, float]]:
    for found in ranking:
        name = str(found.get("name") or "")
        if name.startswith(_ASK) and name not in _OTHER_QUESTIONS:
            yield name.removeprefix(_ASK), float(found.get("confidence") or 0.0)


# Intents that begin with ask_ and name no attribute.
_OTHER_QUESTIONS = frozenset({"ask_capabilities", "ask_source", "ask_more", "ask_privacy", "ask_advice"})
