"""A person says what a text in the review queue means."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from frontdesk.facts.errors import FactNotFound
from frontdesk.services.masking import holds_mask
from frontdesk.services.ports import Clock, FactStore
from frontdesk.services.review import (
    Decision,
    ReviewItem,
    ReviewItemDecided,
    ReviewItemNotFound,
    ReviewQueue,
    ReviewStatus,
)
from frontdesk.staff.member import Actor

__all__ = [
    "FactNotFound",
    "IntentNotFound",
    "Label",
    "LabelDesk",
    "ReviewItemDecided",
    "ReviewItemNotFound",
    "WordingNeeded",
    "label_item",
]

LONGEST_WORDING = 200
OUT_OF_SCOPE = "out_of_scope"
_TAUGHT = frozenset({ReviewStatus.ASSIGNED_FACT, ReviewStatus.ASSIGNED_INTENT, ReviewStatus.OUT_OF_SCOPE})
# With these, Rasa would read an example as one with entities.
_OPENING, _CLOSING = re.compile(r"[\[{]"), re.compile(r"[\]}]")


class IntentNotFound(Exception):
    """Carries the intent that the assistant does not have."""


class WordingNeeded(Exception):
    """The text is no example as it stands: it is too long, or something personal was taken out of it."""


@dataclass(frozen=True, slots=True)
class Label:
    """Which item means what, by whose word. ``target`` is a fact's id or an intent, ``wording`` what to learn instead of the text.

    ``actor`` is the member of staff at the desk, none at the command line; with ``undecided``, nobody may have decided before.
    """

    item_id: int
    status: ReviewStatus
    by: str
    target: str | None = None
    wording: str | None = None
    actor: Actor | None = None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class LabelDesk:
    """What labelling works with; ``intents`` are those the assistant has."""

    queue: ReviewQueue
    facts: FactStore
    intents: AbstractSet[str]
    clock: Clock


def label_item(label: Label, desk: LabelDesk) -> ReviewItem:
    """Keep a label.

    Raises ReviewItemNotFound, ReviewItemDecided, FactNotFound, IntentNotFound, WordingNeeded and StoreUnavailable.
    """
    item = desk.queue.get(label.item_id)
    if (
        label.status is ReviewStatus.ASSIGNED_FACT
        and desk.facts.knowledge(desk.clock.now().date()).fact(label.target or "") is None
    ):
        raise FactNotFound(label.target or "")
    if label.status is ReviewStatus.ASSIGNED_INTENT and label.target not in desk.intents:
        raise IntentNotFound(label.target)
    if label.status in _TAUGHT and not _is_example(label.wording or item.text):
        raise WordingNeeded(item.text)
    decision = Decision(label.status, label.by, desk.clock.now(), label.target, label.wording)
    return desk.queue.decide(label.item_id, decision, by=label.actor, undecided=label.undecided)


def example_of(item: ReviewItem) -> str:
    """Return an item's wording as one line that stands for nothing but itself."""
    wording = item.decision.wording if item.decision else None
    plain = _CLOSING.sub(")", _OPENING.sub("(", wording or item.text))
    return re.sub(r"\s+", " ", plain).strip(" -*+/")


def _is_example(text: str) -> bool:
    return not holds_mask(text) and any(sign.isalnum() for sign in text) and len(text) <= LONGEST_WORDING
