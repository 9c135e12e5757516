"""Sends what conversations hold to the messengers they are held on. The transcript is the outbox: a thread knows what has arrived.

A message is noted as sent right after the messenger took it, so that a crash in between is the only way to send it twice.
"""

import asyncio
import logging
from asyncio import to_thread
from datetime import timedelta

from frontdesk.services.channel import JoiningSender, NotSent, PartlySent, Thread
from frontdesk.services.channel_desk import AT_ONCE, LEASE, ChannelDesk, wait_after
from frontdesk.services.channel_window import WindowClosed, check_window, hold_back
from frontdesk.services.transcript import Author, Message

_LOG = logging.getLogger(__name__)
_MOST_ATTEMPTS = 40  # with an hour between the later ones: more than a day


async def send_channel_messages(desk: ChannelDesk) -> int:
    """Send everything that waits, several threads side by side; return how many messages. Raises StoreUnavailable."""
    return sum(await asyncio.gather(*(_work(desk) for _ in range(AT_ONCE))))


async def _work(desk: ChannelDesk) -> int:
    sent = 0
    while (thread := await _claim(desk)) is not None:
        sent += await _send_all(desk, thread)
    return sent


async def _claim(desk: ChannelDesk) -> Thread | None:
    now = desk.conversing.clock.now()
    return await to_thread(desk.store.claim_thread, tuple(desk.senders), at=now, lease=LEASE)


async def _send_all(desk: ChannelDesk, thread: Thread) -> int:
    """Send in order; where one message does not go out, those after it wait with it."""
    waiting = await to_thread(desk.conversing.store.messages_after, thread.conversation_id, thread.sent_to)
    ours = [message for message in waiting if message.content.author is not Author.VISITOR]
    sender, sent = desk.senders[thread.channel], 0
    batches = [ours] if isinstance(sender, JoiningSender) and ours else [[message] for message in ours]
    try:
        for batch in batches:
            check_window(sender, thread, desk.conversing.clock.now())
            if isinstance(sender, JoiningSender):
                await sender.send_together(thread, batch)
            else:
                await sender.send(thread, batch[0])
            await to_thread(desk.store.sent, thread.id, batch[-1].id)
            sent += len(batch)
    except WindowClosed:
        await hold_back(desk, thread, batch[0])
    except NotSent as problem:
        await _put_off(desk, thread, batch[-1], problem)
    else:
        if waiting and not ours:  # a page of nothing but the visitor's own: what comes after it is looked at next
            await to_thread(desk.store.sent, thread.id, waiting[-1].id)
        await to_thread(desk.store.release, thread.id, next_attempt_at=desk.conversing.clock.now(), error=None)
    return sent


async def _put_off(desk: ChannelDesk, thread: Thread, message: Message, problem: NotSent) -> None:
    """Try again later; what will never go out is left out, so that the rest can."""
    gives_up = problem.is_final or thread.attempts + 1 >= _MOST_ATTEMPTS
    ids = {"channel": thread.channel.value, "conversation": thread.conversation_id, "message_id": message.id}
    _LOG.warning(
        "channel_message_left_out" if gives_up else "channel_message_later", extra={**ids, "why": str(problem)}
    )
    if gives_up:
        await to_thread(desk.store.sent, thread.id, message.id)
    wait = timedelta(0) if gives_up else problem.wait or wait_after(thread.attempts)
    again = desk.conversing.clock.now() + wait
    partly = None if gives_up or not problem.parts else PartlySent(message.id, problem.parts)
    await to_thread(desk.store.release, thread.id, next_attempt_at=again, error=str(problem), partly=partly)
