"""Messengers: what one delivers to us, which conversation a thread of it is, and what we send back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from frontdesk.services.held_back import HeldBackStore
from frontdesk.services.transcript import Message
from frontdesk.values import Language

MOST_CHARACTERS = 2000  # of a message, as on the website
MOST_WAITING = 20  # events of one person that are kept until they are handled


class Channel(StrEnum):
    """Where conversations are held."""

    WEBSITE = "website"
    SLACK = "slack"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    WHATSAPP_TWILIO = "whatsapp_twilio"
    MESSENGER = "messenger"
    TEAMS = "teams"
    EMAIL = "email"
    REST = "rest"


class Happening(StrEnum):
    """What somebody did there."""

    BEGUN = "begun"  # opened the thread without saying anything yet
    SAID = "said"
    PRESSED = "pressed"
    SENT_SOMETHING_ELSE = "sent_something_else"  # a picture, a voice message, a sticker, a place
    EDITED = "edited"
    ERASURE_WANTED = "erasure_wanted"
    TOO_MANY = "too_many"  # wrote faster than anybody reads; what it was is not kept


@dataclass(frozen=True, slots=True)
class ChannelEvent:
    """One thing a messenger delivered. ``event_id`` is the messenger's own id of it, by which a second delivery is known.

    ``peer`` names person and place, as narrowly as answers go: one peer is one conversation. ``address`` is what the adapter needs to
    answer there. ``quick_reply`` is the id of a button we issued.
    """

    channel: Channel
    event_id: str
    peer: str
    happening: Happening
    text: str = ""
    quick_reply: str = ""
    language: Language | None = None
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceivedEvent:
    """An event as it is kept, in the order of arrival. ``attempts`` counts how often handling it has failed."""

    id: int
    event: ChannelEvent
    attempts: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation's place on a messenger. Everything up to message ``sent_to`` has arrived there, and of a later one some parts."""

    id: int
    channel: Channel
    peer: str
    conversation_id: str
    address: Mapping[str, str]
    sent_to: int
    attempts: int = 0
    partly: "PartlySent | None" = None

    def parts_of(self, message: Message) -> int:
        """Return how many parts of a message have arrived already."""
        return self.partly.parts if self.partly and self.partly.message_id == message.id else 0


@dataclass(frozen=True, slots=True)
class PartlySent:
    """A message of several parts of which only the first ones have arrived."""

    message_id: int
    parts: int


class NotSent(Exception):
    """The messenger did not take a message. ``is_final`` where trying again is of no use, ``wait`` how long it asks us to.

    ``parts`` is how many parts of the message it has taken, now or before.
    """

    def __init__(self, reason: str, *, is_final: bool = False, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.is_final, self.wait, self.parts = is_final, wait, 0


class Sender(Protocol):
    """Sends messages to one messenger."""

    async def send(self, thread: Thread, message: Message) -> None:
        """Send what of a message has not arrived yet. Raises NotSent."""


@runtime_checkable
class JoiningSender(Sender, Protocol):
    """A sender that sends what waits together as one: nobody wants a mail for every sentence."""

    async def send_together(self, thread: Thread, messages: Sequence[Message]) -> None:
        """Send several messages as one, all or none. Raises NotSent."""


class ChannelStore(HeldBackStore, Protocol):
    """Where events and threads are kept. Every method raises StoreUnavailable."""

    def receive(self, events: Sequence[ChannelEvent], *, at: datetime) -> int:
        """Keep what is new, in one transaction; return how many that is. What was delivered before is left out.

        Of somebody for whom MOST_WAITING wait already, only that it was too many is kept, and the wish to be erased.
        """

    def claim_event(self, *, at: datetime, lease: timedelta) -> ReceivedEvent | None:
        """Return the oldest event that is due, of a peer whose earlier ones are all handled, and keep others away from it."""

    def event_handled(self, event_id: int, *, at: datetime) -> None:
        """Note that an event is in its conversation, and empty what was said and by whom."""

    def forget_handled(self, before: datetime) -> int:
        """Delete the events handled before; return how many."""

    def event_failed(self, event_id: int, *, next_attempt_at: datetime) -> None:
        """Count an attempt and try again later."""

    def thread_of(self, channel: Channel, peer: str) -> Thread | None:
        """Return a peer's thread."""

    def bind(self, event: ChannelEvent, conversation_id: str, *, at: datetime) -> Thread:
        """Make a conversation a peer's thread; where it has one already, return that."""

    def claim_thread(self, channels: Sequence[Channel], *, at: datetime, lease: timedelta) -> Thread | None:
        """Return a thread that something is still to be sent to, and keep others away from it."""

    def sent(self, thread_id: int, message_id: int) -> None:
        """Note that a message has arrived."""

    def release(
        self, thread_id: int, *, next_attempt_at: datetime, error: str | None, partly: PartlySent | None = None
    ) -> None:
        """Let go of a claimed thread; with an error an attempt is counted, and noted what of a message has arrived."""
