"""An answer in a visitor's words, ready for any channel, and who makes it."""

from dataclasses import dataclass
from typing import Protocol

from frontdesk.facts.answer import Answer
from frontdesk.values import Language


@dataclass(frozen=True, slots=True)
class Button:
    """A reply offered for a click; ``payload`` is what Rasa gets, never shown."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What an answer rests on. ``as_of`` is an ISO 8601 date of reduced precision, ``scope`` a territory code."""

    fact_id: str
    title: str
    url: str
    as_of: str
    scope: str


@dataclass(frozen=True, slots=True)
class RenderedAnswer:
    """Text with the buttons and citations that go with it."""

    text: str
    buttons: tuple[Button, ...] = ()
    citations: tuple[Citation, ...] = ()


class Wording(Protocol):
    """Words questions as visitors do."""

    def question(self, attribute: str, subject: str | None, language: Language) -> str:
        """Return a whole question for an attribute, of a subject where the attribute is somebody's."""


class AnswerRenderer(Wording, Protocol):
    """Puts answers into words."""

    def render(self, answer: Answer, language: Language) -> RenderedAnswer:
        """Return the answer in this language."""
