"""The visitor's own erasure: transcript, buttons and Rasa's memory of a conversation; what Rasa misses is made good later."""

import logging
from asyncio import to_thread

from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import RasaUnavailable

_LOG = logging.getLogger(__name__)


async def erase_conversation(conversing: Conversing, conversation_id: str) -> None:
    """Erase a conversation. Raises StoreUnavailable where it could not be erased; trying again completes it."""
    async with conversing.turns.of(conversation_id):
        await forget(conversing, conversation_id)
        await to_thread(conversing.store.erase, conversation_id)
        conversing.audience.ended(conversation_id)


async def forget(conversing: Conversing, conversation_id: str) -> None:
    """Let Rasa forget a conversation, now or as soon as it is back, even over a restart."""
    await to_thread(conversing.pending_erasures.add, conversation_id)
    await _forget_now(conversing, conversation_id)


async def forget_pending(conversing: Conversing) -> int:
    """Make good what Rasa missed; return how many conversations it still has to forget. Raises OSError."""
    waiting = await to_thread(conversing.pending_erasures.waiting)
    for done, conversation_id in enumerate(waiting):
        async with conversing.turns.of(conversation_id):
            if not await _forget_now(conversing, conversation_id):
                return len(waiting) - done
    return 0


async def _forget_now(conversing: Conversing, conversation_id: str) -> bool:
    try:
        await conversing.dialogue.forget(conversation_id)
    except RasaUnavailable as problem:
        _LOG.warning("forget_later", extra={"conversation": conversation_id, "trouble": problem.trouble.value})
        return False
    await to_thread(conversing.pending_erasures.remove, conversation_id)
    return True
