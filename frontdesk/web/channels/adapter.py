"""What every messenger's adapter does: prove a delivery, read events out of it, and send messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from frontdesk.services.channel import Channel, ChannelEvent, Thread
from frontdesk.services.transcript import Message


class DeliveryRefused(Exception):
    """A delivery that is not taken. Nobody is told why: whoever forges one learns nothing."""

    status = HTTPStatus.BAD_REQUEST


class Forged(DeliveryRefused):
    """It is not from the messenger, or not whole, or too old to be from now."""

    status = HTTPStatus.UNAUTHORIZED


class Malformed(DeliveryRefused):
    """It is from the messenger and cannot be read."""


class NotProvable(DeliveryRefused):
    """What proves it cannot be had now: it is taken when the messenger delivers it again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Delivery:
    """A request of a messenger. Names of ``headers`` are lower case; ``url`` is the public address that was asked for."""

    method: str
    url: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What was delivered, and what the messenger wants to hear back at once."""

    events: tuple[ChannelEvent, ...] = ()
    answer: bytes = b""
    media_type: str = "text/plain"


class Adapter(Protocol):
    """One messenger. It fills the port Sender too."""

    channel: Channel

    async def read(self, delivery: Delivery) -> Reading:
        """Prove a delivery and read it. Raises Forged and Malformed; what means nothing to us is an empty reading."""

    async def send(self, thread: Thread, message: Message) -> None:
        """Send what of a message has not arrived yet. Raises NotSent."""

    async def close(self) -> None:
        """Close connections."""
