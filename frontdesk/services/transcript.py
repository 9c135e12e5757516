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


TO_PERSON = "to_person"
"""The kind of a visitor's message that a member of staff answers: the assistant never does, also once it speaks again."""


class Rating(StrEnum):
    """What a visitor thought of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent a message may have had. ``confidence`` is 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Names:
    """The names, e-mail addresses and telephone numbers the language model read in a message, as they were written."""

    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the language model made of a message.

    ``intent`` is the one acted on, ``alternatives`` are the likeliest ones, the best first. ``rejected`` tells that the message was too far
    from anything known. ``names`` is none where nobody looked for them.
    """

    intent: str
    confidence: float
    rejected: bool = False
    alternatives: tuple[Guess, ...] = ()
    names: Names | None = None


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
    message that this one answers. ``asks`` names the enquiry field asked for, ``kind`` what sort of answer it is, ``understood`` what
    it was an answer to, and ``rating`` what the visitor thought of it. ``staff_id`` and ``staff_name`` say which person wrote.
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
    understood: Understanding | None = None
    rating: Rating | None = None
    staff_id: int | None = None
    staff_name: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a transcript. Ids grow within a conversation and are never used again."""

    id: int
    conversation_id: str
    content: NewMessage


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visitor's conversation. Only a hash of the visitor's token is kept. Times are UTC.

    ``handled_by`` is the member of staff who has taken it over, since ``handled_since``: meanwhile the assistant says nothing.
    ``person_wanted_at`` is when a person was asked for who has not come yet, ``promised_until`` by when one was promised to come or answer.
    """

    id: str
    token_hash: str
    language: Language
    channel: str
    created_at: datetime
    last_seen: datetime
    handled_by: int | None = None
    handled_since: datetime | None = None
    person_wanted_at: datetime | None = None
    promised_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A visitor asks for a person. ``promised_until`` is by when one was promised; none where nobody is there."""

    at: datetime
    promised_until: datetime | None
