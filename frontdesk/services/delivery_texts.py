"""What letters and notes are made of, whoever renders and whoever sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from frontdesk.values import Language


class TextIncomplete(Exception):
    """A payload lacks what its text needs. Carries the name of the key."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: plain text and HTML say the same."""

    to: str
    name: str
    language: Language
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    reply_to: str | None = None
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A few lines for a chat of staff: no names, addresses or words of a visitor."""

    title: str
    facts: tuple[tuple[str, str], ...]
    link: str
    url: str


class Letters(Protocol):
    """Writes letters."""

    def letter(self, topic: str, payload: Mapping[str, object]) -> Letter:
        """Return the letter of a topic. Raises TextIncomplete."""


class Notes(Protocol):
    """Writes notes."""

    def note(self, topic: str, payload: Mapping[str, object], language: Language) -> Note:
        """Return the note of a topic. Raises TextIncomplete."""
