"""The conversation as a lead's page shows it: the questions of the enquiry form folded away, everything else in the open."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from frontdesk.services.transcript import Author, Message


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages that follow each other and are shown, or folded, together."""

    is_form: bool
    messages: tuple[Message, ...]


def stretches(messages: Sequence[Message]) -> tuple[Stretch, ...]:
    """Cut a conversation where the enquiry form begins and ends."""
    asked = {message.id for message in messages if message.content.asks is not None}
    of_form = _of_form(messages, asked)
    return tuple(
        Stretch(is_form, tuple(group))
        for is_form, group in groupby(messages, key=lambda message: message.id in of_form)
    )


def _of_form(messages: Sequence[Message], asked: set[int]) -> set[int]:
    """What the form asked, and what the visitor answered to it; a question put in between, with its answer, stays in the open."""
    found = set(asked)
    before: Message | None = None
    for message in messages:
        if message.content.author is Author.VISITOR and before is not None and before.id in asked:
            found.add(message.id)
        before = message
    said_more = {message.content.in_reply_to for message in messages if message.id not in found}
    return found - said_more
