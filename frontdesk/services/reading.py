"""What reads a piece of a message again: the language model, asked from outside its own turn."""

from collections.abc import Mapping
from typing import Any, Protocol

from frontdesk.values import Language


class ReadingFailed(Exception):
    """The language model did not read a text in time, or not at all. Says why, never what was to be read."""


class Reader(Protocol):
    """Reads a text without a conversation."""

    def read(self, text: str, language: Language) -> Mapping[str, Any]:
        """Return the parse of a text, as the components in bot/ write it. Raises ReadingFailed."""
