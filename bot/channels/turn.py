"""One turn of a conversation: what Rasa's `MessageProcessor.handle_message` does, all of it or nothing."""

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.collected_reply import CHANNEL, CollectedReply
from bot.channels.requests import IncomingMessage

LOCK_POLL_SECONDS = 0.05
"""Rasa looks once a second whether the visitor's previous message is done."""
TOLD_INTENTS = 3
_NAMES = {"person": "persons", "organisation": "organisations", "email": "contacts", "phone": "contacts"}


class NothingSaidError(RuntimeError):
    """The dialogue came to its end without a word, which is a fault and never a reply."""


@dataclass(frozen=True)
class Turn:
    """What was said, and the conversation after it."""

    messages: List[Dict[str, Any]]
    tracker: DialogueStateTracker


async def take_turn(agent: Agent, incoming: IncomingMessage) -> Turn:
    """Answer one message and save the conversation; a failure leaves the conversation as it was.

    Raises:
        NothingSaidError: no action said anything.
        ActionFailedError: an action could not be run.
    """
    reply = CollectedReply()
    message = UserMessage(
        incoming.text,
        reply,
        incoming.conversation_id,
        input_channel=CHANNEL,
        message_id=incoming.message_id or None,
        metadata={"language": incoming.language},
    )
    async with agent.lock_store.lock(incoming.conversation_id, wait_time_in_seconds=LOCK_POLL_SECONDS):
        processor = agent.processor
        tracker = await processor.log_message(message, should_save_tracker=False)
        tracker = await processor.run_action_extract_slots(reply, tracker)
        await processor._run_prediction_loop(reply, tracker)  # noqa: SLF001 - its public caller saves even a failed turn
        if not reply.messages:
            raise NothingSaidError
        await processor.save_tracker(tracker)
    return Turn(reply.messages, tracker)


async def forget(agent: Agent, conversation_id: str) -> None:
    """Delete every event of a conversation, after the message being answered."""
    async with agent.lock_store.lock(conversation_id, wait_time_in_seconds=LOCK_POLL_SECONDS):
        await agent.tracker_store.forget(conversation_id)


def summary(turn: Turn) -> Dict[str, Any]:
    """Return what the gateway is told of a turn."""
    tracker = turn.tracker
    read_as = tracker.latest_message.parse_data or {}
    rejection = read_as.get("rejection") or {"accept": True}
    intent = tracker.latest_message.intent or {}
    return {
        "messages": turn.messages,
        "language": _slot(tracker, "language"),
        "requested_slot": _slot(tracker, "requested_slot"),
        "outcome": _slot(tracker, "enquiry_outcome"),
        "intent": {"name": intent.get("name"), "confidence": float(intent.get("confidence") or 0.0)},
        "rejected": not rejection["accept"],
        "alternatives": [_guess(one) for one in (read_as.get("intent_ranking") or [])[:TOLD_INTENTS]],
        "names": _names(read_as.get("entities") or []),
    }


def _guess(ranked: Mapping[str, Any]) -> Dict[str, Any]:
    return {"name": ranked.get("name"), "confidence": float(ranked.get("confidence") or 0.0)}


def _names(entities: List[Dict[str, Any]]) -> Dict[str, List[str]]:
    """Return what says who writes, as it was written; subjects of our facts, even persons, are no secret."""
    known = [(one["start"], one["end"]) for one in entities if one["entity"] == "subject" and "start" in one]
    found: Dict[str, List[str]] = {kind: [] for kind in sorted(set(_NAMES.values()))}
    for one in entities:
        if one["entity"] in _NAMES and not any(
            start < one.get("end", 0) and one.get("start", 0) < end for start, end in known
        ):
            found[_NAMES[one["entity"]]].append(str(one["value"]))
    return found


def _slot(tracker: DialogueStateTracker, name: str) -> Any:
    slot = tracker.slots.get(name)
    return slot.value if slot is not None else None
