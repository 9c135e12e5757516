"""Forgets what messengers delivered long ago: no messenger delivers anything a second time after so long."""

from datetime import timedelta

from frontdesk.services.channel import ChannelStore
from frontdesk.services.ports import Clock

KEPT = timedelta(days=30)


def forget_channel_events(store: ChannelStore, clock: Clock) -> int:
    """Delete the ids of events handled thirty days ago; return how many. Raises StoreUnavailable."""
    return store.forget_handled(clock.now() - KEPT)
