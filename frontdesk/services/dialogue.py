"""What a conversation needs beside its store: the dialogue engine, the notices and whoever listens, with the values they exchange."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.services.transcript import Author, CitedSource, Message, Understanding
from frontdesk.values import Language


class Trouble(StrEnum):
    """Why the dialogue engine gave no answer."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    FAILED = "failed"
    EMPTY = "empty"
    MALFORMED = "malformed"


class RasaUnavailable(Exception):
    """The dialogue engine did not answer. Says why and, where it was asked over HTTP, the status; never what was said."""

    def __init__(self, trouble: Trouble, status: int | None = None) -> None:
        super().__init__(trouble.value if status is None else f"{trouble.value} ({status})")
        self.trouble = trouble
        self.status = status


class NoticeKind(StrEnum):
    """What the system itself says to a visitor, each with a sentence in every language."""

    GREETING_WITHOUT_ASSISTANT = "greeting_without_assistant"
    NO_ANSWER = "no_answer"
    NO_ANSWER_IN_TIME = "no_answer_in_time"
    TRY_AGAIN = "try_again"
    REMOVED = "removed"
    PRIVACY = "privacy"
    PERSON_JOINED = "person_joined"
    PERSON_LEFT = "person_left"
    PERSON_PROMISED = "person_promised"
    PERSON_BUSY = "person_busy"
    PERSON_LATER = "person_later"
    PROMISE_MISSED = "promise_missed"
    ASSISTANT_RETURNS = "assistant_returns"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    WORDS_ONLY = "words_only"
    EDIT_NOT_SEEN = "edit_not_seen"
    BUTTON_CLOSED = "button_closed"
    HOW_TO_ERASE = "how_to_erase"
    ERASED = "erased"
    SOURCE = "source"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class Saying:
    """What is handed to the dialogue engine: either ``text`` somebody typed or the ``payload`` of a button we issued.

    ``message_id`` is the visitor's message's id: the same one twice is one message.
    """

    conversation_id: str
    message_id: str
    language: Language
    text: str | None = None
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A choice the dialogue engine offers."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of the dialogue engine. ``kind`` is the sort of answer, ``parts`` are those of an answer to several questions."""

    text: str
    buttons: tuple[Button, ...] = ()
    citations: tuple[CitedSource, ...] = ()
    kind: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What the dialogue engine answered; at least one utterance. ``asks`` is an enquiry field, ``outcome`` how the enquiry ended.

    ``understood`` is none where the dialogue engine does not say what it made of the message.
    """

    utterances: tuple[Utterance, ...]
    language: Language
    asks: str | None = None
    outcome: str | None = None
    understood: Understanding | None = None


class Dialogue(Protocol):
    """The dialogue engine. Every method but ``ready`` raises RasaUnavailable."""

    async def say(self, saying: Saying) -> Turn:
        """Hand over what a visitor said and return the answer."""

    async def forget(self, conversation_id: str) -> None:
        """Forget everything that was said in a conversation."""

    async def ready(self) -> bool:
        """Tell whether a question would be answered."""


class Notices(Protocol):
    """The sentences the system itself says."""

    def text(self, kind: NoticeKind, language: Language, **values: str) -> str:
        """Return one sentence; ``values`` stand in for its names in braces."""

    def moment(self, at: datetime, language: Language) -> str:
        """Return a moment as a sentence names it, by the agency's clock."""


class Audience(Protocol):
    """Whoever follows a conversation as it happens."""

    def is_followed(self) -> bool:
        """Tell whether anybody follows anything."""

    def message(self, conversation_id: str, message: Message) -> None:
        """Show a message that was just kept; one that was shown before is not shown again."""

    def typing(self, conversation_id: str, *, active: bool, author: Author = Author.ASSISTANT) -> None:
        """Show that somebody is writing, or no longer."""

    def ended(self, conversation_id: str) -> None:
        """Tell that the conversation was erased, and let go of everybody who follows it."""


class PendingErasures(Protocol):
    """Conversations the dialogue engine has still to forget; kept over restarts. Methods raise OSError."""

    def add(self, conversation_id: str) -> None:
        """Note one; noting it again changes nothing."""

    def remove(self, conversation_id: str) -> None:
        """Take one off; nothing happens where it is not noted."""

    def waiting(self) -> tuple[str, ...]:
        """Return all of them."""
