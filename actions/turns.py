"""Reads the last message and the state of the enquiry out of a tracker."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker

from actions import slots
from actions.understanding import language_of
from frontdesk.services.enquiry_turn import EnquiryState, Turn


def turn_of(tracker: Tracker) -> Turn:
    """Return the last message. Entities without a value are left out."""
    message: Mapping[str, Any] = tracker.latest_message
    intent: Mapping[str, Any] = message.get("intent") or {}
    return Turn(
        text=message.get("text") or "",
        act=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        language=language_of(tracker),
        message_id=str(message.get("message_id") or ""),
        at=datetime.now(UTC),
        entities=tuple(
            (str(found["entity"]), str(found["value"])) for found in message.get("entities") or () if found.get("value")
        ),
    )


def state_of(tracker: Tracker) -> EnquiryState | None:
    """Return how far the enquiry has come; None where none was begun, or its slot holds something this version cannot read."""
    kept = tracker.get_slot(slots.STATE)
    if not kept:
        return None
    try:
        return EnquiryState.from_json(kept)
    except (ValueError, KeyError, TypeError):
        return None
