"""A conversation on another channel belongs to a lead's visitor because a person says so, and no longer where that was wrong."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor
from frontdesk.values import Language

_LAST_PART = re.compile(r"([A-Za-z0-9_-]+)/*$")


@dataclass(frozen=True, slots=True)
class Linked:
    """A conversation that is shown with a lead's own, and the lead it led to, if any.

    Without ``link_id`` nobody linked it: it is that of a lead merged into this one.
    """

    conversation_id: str
    reference: str | None
    link_id: int | None = None
    by_id: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A conversation that may be the same person's: it was had from the lead's number, or with the lead's address."""

    conversation_id: str
    channel: str
    language: Language
    last_seen: datetime
    reference: str | None


class LinkStore(Protocol):
    """Where links are kept. Every method raises StoreUnavailable."""

    def link(self, reference: str, named: str, *, by: Actor, at: datetime) -> None:
        """Link a lead with a conversation, named by its id or by a lead it led to.

        Raises LeadNotFound, MergedAway, ConversationUnknown and AlreadyTogether.
        """

    def unlink(self, link_id: int, *, by: Actor, at: datetime) -> str:
        """Take a link back and return the reference of its lead. Raises LeadNotFound."""

    def likely(self, reference: str, known: Collection[str]) -> tuple[LikelySame, ...]:
        """Return conversations that may be the same person's, without those that are known to be."""


class LinkConversations:
    """The service of linking, on a lead's page and on a conversation's."""

    def __init__(self, store: LinkStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def link(self, reference: str, named: str, *, by: Actor) -> None:
        """Link a lead with a conversation; ``named`` is its id, the address of its page or the reference of its lead."""
        self._store.link(reference, last_part(named), by=by, at=self._clock.now())

    def unlink(self, link_id: int, *, by: Actor) -> str:
        """Take a link back; both stay as they are."""
        return self._store.unlink(link_id, by=by, at=self._clock.now())


def last_part(named: str) -> str:
    """Return what names a conversation or a lead, alone or at the end of an address."""
    found = _LAST_PART.search(named.partition("?")[0].partition("#")[0].strip())
    return found[1] if found else ""
