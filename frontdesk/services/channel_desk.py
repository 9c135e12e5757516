"""What the services of messengers work with, and how long a failed attempt waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from frontdesk.services.bell import Bell
from frontdesk.services.channel import Channel, ChannelStore, Sender
from frontdesk.services.conversing import Conversing

LEASE = timedelta(minutes=2)  # longer than the slowest answer; a process that dies is stood in for after it
AT_ONCE = 4  # conversations handled side by side, so that one slow answer does not hold up the others
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ChannelDesk:
    """One for each process. ``senders`` holds the messengers that are set up; ``privacy_url`` is told with the greeting.

    ``arrivals`` rings where an event was kept, ``answers`` where one was answered.
    """

    conversing: Conversing
    store: ChannelStore
    senders: Mapping[Channel, Sender]
    privacy_url: str
    arrivals: Bell = field(default_factory=Bell)
    answers: Bell = field(default_factory=Bell)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: two seconds, doubled each time, an hour at most."""
    doubled: int = 1 << min(attempts, 20)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
