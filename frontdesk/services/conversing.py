"""What the conversation services work with: their ports, one turn at a time for each conversation, and the problems they report."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from frontdesk.services.attendance import Attendance
from frontdesk.services.dialogue import Audience, Dialogue, Notices, PendingErasures
from frontdesk.services.ports import Clock, ConversationStore
from frontdesk.services.review import ReviewQueue
from frontdesk.services.transcript import NewMessage
from frontdesk.values import Language

_UNRECORDED_LIMIT = 1000


class QuickReplyNotIssued(Exception):
    """The button was never offered in this conversation."""


class QuickReplyStale(Exception):
    """The button belonged to a question that is no longer open."""


class MessageIdReused(Exception):
    """The visitor's own id of a message came a second time with other words."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is about to be recorded.

    ``refused`` tells that the visitor has just refused consent; ``parts`` are the kinds of what was answered to each of several questions.
    """

    messages: tuple[NewMessage, ...]
    language: Language
    refused: bool = False
    parts: tuple[str, ...] = ()


class Turns:
    """One visitor message at a time for each conversation, and the answers that could not be recorded yet."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._unrecorded: OrderedDict[tuple[str, int], Reply] = OrderedDict()

    def of(self, conversation_id: str) -> asyncio.Lock:
        """Return the lock of one conversation; it is forgotten when nobody holds it."""
        return self._locks.setdefault(conversation_id, asyncio.Lock())

    def keep(self, conversation_id: str, message_id: int, reply: Reply) -> None:
        """Keep an answer the database did not take, so that asking again does not say the same thing twice to the form."""
        self._unrecorded[conversation_id, message_id] = reply
        while len(self._unrecorded) > _UNRECORDED_LIMIT:
            self._unrecorded.popitem(last=False)

    def kept(self, conversation_id: str, message_id: int) -> Reply | None:
        """Take out an answer that was kept."""
        return self._unrecorded.pop((conversation_id, message_id), None)


@dataclass(frozen=True, slots=True)
class Conversing:
    """The ports of the conversation services; one for each process."""

    store: ConversationStore
    reviews: ReviewQueue
    dialogue: Dialogue
    notices: Notices
    audience: Audience
    pending_erasures: PendingErasures
    clock: Clock
    attendance: Attendance
    turns: Turns = field(default_factory=Turns)
