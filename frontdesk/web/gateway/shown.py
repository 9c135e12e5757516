"""Kept messages as visitors see them, with the timeline or the figures their facts give."""

from asyncio import to_thread
from collections.abc import Sequence

from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.display import display_of
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.transcript import Message as KeptMessage
from frontdesk.web.gateway.services import Services
from frontdesk.web.schemas import Message, Messages, message_of


async def shown(services: Services, kept: Sequence[KeptMessage]) -> Messages:
    """Return messages as the public API shows them; while the facts cannot be read they are their text alone."""
    knowledge = await _knowledge(services) if any(message.content.citations for message in kept) else None
    return Messages(messages=[_one(message, knowledge) for message in kept])


def _one(message: KeptMessage, knowledge: Knowledge | None) -> Message:
    return message_of(message, display_of(message.content, knowledge) if knowledge else None)


async def _knowledge(services: Services) -> Knowledge | None:
    try:
        return await to_thread(services.knowledge.current)
    except StoreUnavailable:
        return None
