"""Runs the messengers that are set up: their connections, and the two chores that answer and send."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from frontdesk.services.answer_channel_events import answer_channel_events
from frontdesk.services.channel import Channel, Sender
from frontdesk.services.channel_desk import ChannelDesk
from frontdesk.services.dialogue import Notices
from frontdesk.services.forget_channel_events import forget_channel_events
from frontdesk.services.send_channel_messages import send_channel_messages
from frontdesk.settings import Settings
from frontdesk.web import chores
from frontdesk.web.channels import email, messenger, rest, slack, teams, telegram, whatsapp, whatsapp_twilio
from frontdesk.web.channels.adapter import Adapter
from frontdesk.web.channels.collecting import collecting
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.gateway import Gateway

type Builder = Callable[[Settings, Notices], Adapter | None]
_SECONDS, _HOURS_6 = 0.5, 21_600.0
BUILDERS: tuple[Builder, ...] = (
    email.build,
    messenger.build,
    rest.build,
    slack.build,
    teams.build,
    telegram.build,
    whatsapp.build,
    whatsapp_twilio.build,
)


def adapters_of(settings: Settings, notices: Notices) -> tuple[Adapter, ...]:
    """Return the messengers whose secrets are set; the others have no door."""
    built = (build(settings, notices) for build in BUILDERS)
    return tuple(adapter for adapter in built if adapter is not None)


@asynccontextmanager
async def running_channels(
    adapters: tuple[Adapter, ...], gateway: Gateway, privacy_url: str
) -> AsyncIterator[ChannelDesk]:
    """Answer and send until the block ends."""
    senders: dict[Channel, Sender] = {adapter.channel: adapter for adapter in adapters}
    desk = ChannelDesk(gateway.conversing, gateway.channel_store, senders, privacy_url)
    clock = gateway.conversing.clock
    forgetting = Chore("channel-forgetting", _HOURS_6, lambda: to_thread(forget_channel_events, desk.store, clock))
    due = (
        Chore("channel-events", _SECONDS, lambda: answer_channel_events(desk), desk.arrivals),
        Chore("channel-messages", _SECONDS, lambda: send_channel_messages(desk), desk.answers),
        *collecting(adapters, desk),
    )
    try:
        async with chores.running((*due, forgetting) if adapters else (forgetting,)):
            yield desk
    finally:
        for adapter in adapters:
            await adapter.close()
