"""WhatsApp takes free words for 24 hours after a person wrote, then templates only: the words wait, and the person is asked to write.

One template is sent for all that waits. Whatever they write opens the window again, and what waited is sent, in order.
"""

import logging
from asyncio import to_thread
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from frontdesk.services.channel import NotSent, Sender, Thread
from frontdesk.services.channel_desk import ChannelDesk, wait_after
from frontdesk.services.held_back import HELD_BACK, WRITTEN_AT, WhyNot
from frontdesk.services.transcript import Message
from frontdesk.values import Language

_LOG = logging.getLogger(__name__)
_OPEN = timedelta(hours=24) - timedelta(minutes=5)  # what is sent at the last moment arrives after it
_LOOK_AGAIN = timedelta(hours=1)  # whether a template has been set meanwhile


class WindowClosed(NotSent):
    """The messenger takes nothing but templates until the person writes again."""


@runtime_checkable
class WindowedSender(Sender, Protocol):
    """A sender whose messenger takes free words only for a while."""

    async def invite(self, thread: Thread, language: Language, about: str) -> bool:
        """Send the approved template that asks the person to write; tell whether there is one. Raises NotSent."""


def check_window(sender: Sender, thread: Thread, at: datetime) -> None:
    """Raise WindowClosed where a messenger takes no words any more."""
    written = _written_at(thread)
    if isinstance(sender, WindowedSender) and written is not None and at - written >= _OPEN:
        raise WindowClosed("24 hours")


async def hold_back(desk: ChannelDesk, thread: Thread, message: Message) -> None:
    """Keep what waits from ``message`` on until the person writes again, and ask them to, once."""
    why, wait = WhyNot.INVITED, _LOOK_AGAIN
    if thread.address.get(HELD_BACK) != WhyNot.INVITED:
        why, wait = await _invite(desk, thread, message)
    again, written_at = desk.conversing.clock.now() + wait, thread.address.get(WRITTEN_AT)
    await to_thread(desk.store.hold_back, thread.id, why, written_at=written_at, next_attempt_at=again)


async def _invite(desk: ChannelDesk, thread: Thread, message: Message) -> tuple[WhyNot, timedelta]:
    sender, language = desk.senders[thread.channel], message.content.language
    about = await to_thread(desk.store.reference_of, thread.conversation_id)
    last_wrote = _written_at(thread) or message.content.sent_at
    told = about or desk.conversing.notices.moment(last_wrote, language)
    ids = {"channel": thread.channel.value, "conversation": thread.conversation_id, "message_id": message.id}
    try:
        if isinstance(sender, WindowedSender) and await sender.invite(thread, language, told):
            return WhyNot.INVITED, _LOOK_AGAIN
    except NotSent as problem:
        _LOG.warning("channel_template_refused", extra={**ids, "why": str(problem)})
        return WhyNot.CLOSED, problem.wait or wait_after(thread.attempts)
    _LOG.warning("channel_message_held_back", extra={**ids, "why": "no template"})
    return WhyNot.CLOSED, _LOOK_AGAIN


def _written_at(thread: Thread) -> datetime | None:
    written = thread.address.get(WRITTEN_AT, "")
    return datetime.fromtimestamp(int(written), UTC) if written.isdecimal() else None
