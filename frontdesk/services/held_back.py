"""What has not arrived at a messenger: why, and what staff are told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

WRITTEN_AT = "written_at"  # in a thread's address: when the person last wrote, in seconds; only where the messenger counts from there
HELD_BACK = "held_back"  # in a thread's address: why nothing is sent until they write again


class WhyNot(StrEnum):
    """Why something has not arrived."""

    INVITED = "invited"  # the messenger takes only templates by now; the person was sent one and has not written yet
    CLOSED = "closed"  # the same, and there is no template that it takes
    LATER = "later"  # it was not taken, and is tried again
    REFUSED = "refused"  # it was refused for good, and left out


@dataclass(frozen=True, slots=True)
class Undelivered:
    """How many messages of a conversation have not arrived, and why."""

    count: int
    why: WhyNot


class HeldBackStore(Protocol):
    """What a store of messengers knows of what has not arrived. Every method raises StoreUnavailable."""

    def hold_back(self, thread_id: int, why: WhyNot, *, written_at: str | None, next_attempt_at: datetime) -> None:
        """Let go of a claimed thread until its person writes; where they have since ``written_at``, it is due at once."""

    def undelivered(self, conversation_id: str) -> Undelivered | None:
        """Return what of a conversation has not arrived; none where all has, and on the website."""

    def reference_of(self, conversation_id: str) -> str | None:
        """Return the reference of the enquiry that came of a conversation."""
