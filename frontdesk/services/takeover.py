"""What taking over a conversation needs from the outside, and why it may be refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.services.transcript import Conversation, Message, NewMessage
from frontdesk.staff.member import Actor


class HeldByAnother(Exception):
    """Somebody else holds the conversation. Carries their id."""

    def __init__(self, staff_id: int) -> None:
        super().__init__(staff_id)
        self.staff_id = staff_id


class NotHeld(Exception):
    """Nobody holds the conversation: the assistant answers."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of who speaks: who makes it, the notice the visitor reads, and by when a person answers what waits."""

    by: Actor
    notice: NewMessage
    answer_by: datetime | None = None

    @property
    def at(self) -> datetime:
        """Return when it happens."""
        return self.notice.sent_at


class Takeovers(Protocol):
    """Who speaks in a conversation. Each method is one transaction and raises StoreUnavailable and ConversationNotFound."""

    def take_over(self, conversation_id: str, change: Change, *, from_whom: int | None = None) -> Message | None:
        """Let a member of staff hold a conversation and return the notice; none where they hold it already.

        Whatever is not answered yet is theirs to answer. Raises HeldByAnother, unless ``from_whom`` names that other person.
        """

    def hand_back(self, conversation_id: str, change: Change) -> Message:
        """Let the assistant answer again and return the notice. Raises NotHeld and, where it is not theirs to give, HeldByAnother."""

    def say(
        self, conversation_id: str, message: NewMessage, by: Actor, *, follow_up_at: datetime
    ) -> tuple[Message, bool]:
        """Add what the person who holds the conversation says; where it was kept already, return the earlier one with false.

        It answers every lead of this conversation; the first answer to a lead is to be followed up. Raises NotHeld and HeldByAnother.
        """

    def overdue(self, at: datetime) -> tuple[Conversation, ...]:
        """Return the conversations whose visitors were promised a person, or an answer, by now."""

    def miss_promise(self, conversation_id: str, change: Change, *, hand_back: bool) -> Message | None:
        """Tell the visitor that nobody came, once, and note it on the leads; none where the promise was kept or told meanwhile."""


class Presence(Protocol):
    """Who is at the desk. Raises StoreUnavailable."""

    def is_anybody_there(self, since: datetime) -> bool:
        """Tell whether somebody who may take over was seen since a moment."""

    def was_seen(self, staff_id: int, since: datetime) -> bool:
        """Tell whether this member of staff was."""

    def seen(self, staff_id: int, at: datetime) -> None:
        """Note that somebody is there; a moment earlier than the last one changes nothing."""


@dataclass(frozen=True, slots=True)
class LiveConversation:
    """A conversation as staff see it: the last thing said, the name of whoever holds it, the reference of its lead."""

    conversation: Conversation
    last: Message | None
    holder: str | None
    lead: str | None


class LiveConversations(Protocol):
    """What staff see of conversations as they happen. Raises StoreUnavailable."""

    def waiting_or_active(self, *, wanted_since: datetime, active_since: datetime) -> Sequence[LiveConversation]:
        """Return those that wait for a person, longest first, then those taken over, then those active since, latest first."""

    def waiting(self, since: datetime) -> int:
        """Return how many wait for a person."""

    def get(self, conversation_id: str) -> LiveConversation | None:
        """Return one conversation, live or long over."""
