"""Collects mails from a mailbox as if they had been handed over: kept first, then marked as seen.

Whatever fails in between, a mail that was kept and not marked is read again, known by its Message-ID, and marked.
"""

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta

from frontdesk.services.channel_desk import ChannelDesk
from frontdesk.services.forget_channel_events import KEPT
from frontdesk.web.channels.adapter import Adapter, Malformed
from frontdesk.web.channels.email import EmailAdapter
from frontdesk.web.channels.inbound import keep, note_refusal
from frontdesk.web.channels.mailbox import Look, Mailbox, MailboxAway, NotGiven
from frontdesk.wiring.chores import Chore

_LOG = logging.getLogger(__name__)
_OLDEST = KEPT - timedelta(days=2)  # days have time zones; a mail older than what we remember could be answered twice


def collecting(adapters: Sequence[Adapter], desk: ChannelDesk) -> tuple[Chore, ...]:
    """Return the chore that looks into the mailbox, where there is one."""
    found = [adapter for adapter in adapters if isinstance(adapter, EmailAdapter)]
    return tuple(_chore(adapter, adapter.inlet.mailbox, desk) for adapter in found if adapter.inlet.mailbox)


def _chore(adapter: EmailAdapter, mailbox: Mailbox, desk: ChannelDesk) -> Chore:
    return Chore("mailbox", adapter.inlet.every_seconds, lambda: collect(mailbox, adapter, desk))


async def collect(mailbox: Mailbox, adapter: EmailAdapter, desk: ChannelDesk) -> None:
    """Take every mail that nobody has seen; where the server is away, the rest is taken the next time. Raises StoreUnavailable."""
    with _noted(adapter, MailboxAway):
        look = await _opened(mailbox)
        try:
            for uid in await to_thread(look.unseen, _since(desk)):
                with _noted(adapter, NotGiven):  # some servers cannot give one mail or another: it is asked for again
                    await _take(look, uid, adapter, desk)
        finally:
            await to_thread(look.close)


@contextmanager
def _noted(adapter: EmailAdapter, kind: type[MailboxAway]) -> Iterator[None]:
    try:
        yield
    except kind as problem:
        _LOG.warning("mailbox_away", extra={"channel": adapter.channel.value, "why": str(problem)})


async def _opened(mailbox: Mailbox) -> Look:
    """Open it. A thread cannot be stopped: where nobody waits for it any more, what it opens is closed."""
    opening = asyncio.ensure_future(to_thread(mailbox.open))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with suppress(MailboxAway):
            (await opening).close()
        raise


async def _take(look: Look, uid: int, adapter: EmailAdapter, desk: ChannelDesk) -> None:
    """Keep one mail, then mark it. One that cannot be read is flagged for a person, and holds up no other."""
    source = await to_thread(look.read, uid)
    if source is None:
        return  # somebody has deleted it meanwhile
    try:
        events = adapter.events_of(source)
    except Malformed as refusal:
        note_refusal(adapter.channel, refusal)
        await to_thread(look.mark, uid, refused=True)
        return
    await keep(desk, events, at=desk.conversing.clock.now())
    await to_thread(look.mark, uid)


def _since(desk: ChannelDesk) -> date:
    return (desk.conversing.clock.now() - _OLDEST).date()
