"""The review queue: what was not understood or not held, kept for a person to say what it should have led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.services.transcript import Guess
from frontdesk.staff.member import Actor
from frontdesk.values import Language


class ReviewReason(StrEnum):
    """Why a message is in the queue."""

    REFUSED = "refused"  # understood, and no fact holds it
    UNKNOWN_NAME = "unknown_name"  # about somebody we do not know
    ASKED_BACK = "asked_back"
    NOT_UNDERSTOOD = "not_understood"
    UNSURE = "unsure"  # answered by its meaning alone, though it was near nothing known
    FAILED = "failed"  # no answer came
    THUMBS_DOWN = "thumbs_down"
    CHOSE_ALTERNATIVE = "chose_alternative"  # the visitor pressed what was offered instead


class ReviewStatus(StrEnum):
    """What a person has decided."""

    OPEN = "open"
    ASSIGNED_FACT = "assigned_fact"
    ASSIGNED_INTENT = "assigned_intent"
    OUT_OF_SCOPE = "out_of_scope"
    IGNORED = "ignored"


class ReviewItemNotFound(Exception):
    """Carries the number that was asked for; the item may have been erased with its conversation."""


class ReviewItemDecided(Exception):
    """Somebody else has decided meanwhile; carries the number."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a message led to: the kind of answer, the facts cited, and what the model made of it, the likeliest intents first."""

    kind: str | None = None
    fact_ids: tuple[str, ...] = ()
    intent: str | None = None
    confidence: float | None = None
    alternatives: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One message that belongs in the queue, and why. Erased with its conversation."""

    conversation_id: str
    message_id: int
    why: ReviewReason
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says a text means. ``target`` is a fact's id or an intent; ``wording`` replaces the text as an example."""

    status: ReviewStatus
    by: str
    at: datetime
    target: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A way to ask for a fact that a visitor used and a person approved."""

    fact_id: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A masked text with everything known of it.

    ``asked`` counts the messages that said it; ``chosen`` is what visitors pressed instead.
    """

    id: int
    text: str
    language: Language
    answered: Answered
    why: tuple[ReviewReason, ...]
    chosen: tuple[str, ...]
    asked: int
    created_at: datetime
    last_asked: datetime
    decision: Decision | None = None
    exported_at: datetime | None = None

    @property
    def status(self) -> ReviewStatus:
        """Return what was decided; open where nothing was."""
        return self.decision.status if self.decision else ReviewStatus.OPEN


@dataclass(frozen=True, slots=True)
class ReviewQuery:
    """Which items to list; the most asked first, then the newest. ``decided`` are all but the open ones, the last decided first."""

    status: ReviewStatus | None = ReviewStatus.OPEN
    language: Language | None = None
    why: ReviewReason | None = None
    limit: int | None = None
    decided: bool = False
    skip: int = 0


class ReviewQueue(Protocol):
    """Where the queue is kept. Every method raises StoreUnavailable where the database cannot be used."""

    def note(self, text: str, language: Language, answered: Answered, occasion: Occasion) -> None:
        """Keep a masked text, or count it once more; the same message for the same reason counts once.

        Nothing happens where the conversation was erased meanwhile.
        """

    def note_choice(self, conversation_id: str, message_id: int, chosen: str, *, at: datetime) -> bool:
        """Add what was pressed instead to a message in the queue; tell whether it is there."""

    def drop(self, conversation_id: str, message_id: int, why: ReviewReason) -> None:
        """Take back one reason of a message, and the text where nothing else speaks for it."""

    def items(self, query: ReviewQuery) -> tuple[ReviewItem, ...]:
        """Return what is in the queue."""

    def ids(self, query: ReviewQuery) -> tuple[int, ...]:
        """Return the numbers of what is in the queue, in the order in which ``items`` returns it."""

    def get(self, item_id: int) -> ReviewItem:
        """Return one item. Raises ReviewItemNotFound."""

    def decide(
        self, item_id: int, decision: Decision, *, by: Actor | None = None, undecided: bool = False
    ) -> ReviewItem:
        """Keep a decision, replacing an earlier one; noted in the audit log. ``by`` is none at the command line.

        Raises ReviewItemNotFound, and ReviewItemDecided where it must be ``undecided`` and is not.
        """

    def reopen(self, item_id: int, *, by: Actor, at: datetime) -> ReviewItem:
        """Take back what was decided. Raises ReviewItemNotFound."""

    def rewrite(self, item_id: int, text: str, *, by: Actor, at: datetime) -> ReviewItem:
        """Replace a text by one that says less of somebody, and return the item that holds it now.

        Where the queue has that text already, the two become one. Raises ReviewItemNotFound.
        """

    def mark_exported(self, item_ids: Sequence[int], *, at: datetime) -> None:
        """Note that items have become examples."""
