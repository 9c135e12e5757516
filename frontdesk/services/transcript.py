"""Conversations as the gateway keeps them: who said what to whom, the buttons offered, the answer's sources."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frontdesk.values import Language


class Author(StrEnum):
    """Who a message is from. A notice is said by the system itself, for example that a person takes over."""

    ASSISTANT = "assistant"
    STAFF = "staff"
    VISITOR = "visitor"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source shown under an answer. ``as_of`` is an ISO 8601 date of reduced precision, ``scope`` one of Scope's values."""

    fact_id: str
    title: str
    url: str
    as_of: str
    scope: str


@dataclass(frozen=True, slots=True)
class QuickReply:
    """A button. Visitors see ``id`` and ``title``; ``payload`` never leaves the server. ``used_at`` is when it was first pressed."""

    id: str
    title: str
    payload: str
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be added to a transcript.

    ``client_message_id`` is the visitor's own id of it: the same one twice is one message. ``in_reply_to`` is the id of the visitor's
    message that this one answers. ``asks`` names the enquiry field asked for, ``kind`` what sort of answer it is.
    """

    author: Author
    text: str
    language: Language
    sent_at: datetime
    client_message_id: str | None = None
    in_reply_to: int | None = None
    asks: str | None = None
    kind: str | None = None
    citations: tuple[CitedSource, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a transcript. Ids grow within a conversation and are never used again."""

    id: int
    conversation_id: str
    content: NewMessage


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visitor's conversation. Only a hash of the visitor's token is kept. Times are UTC."""

    id: str
    token_hash: str
    language: Language
    channel: str
    created_at: datetime
    last_seen: datetime
