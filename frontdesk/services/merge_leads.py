"""Two leads become one because a person says so, and two again where that was wrong."""

from datetime import datetime
from typing import Protocol

from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor


class MergeStore(Protocol):
    """Where merges are kept. Every method raises StoreUnavailable."""

    def merge(self, kept: str, merged: str, *, by: Actor, at: datetime) -> None:
        """Make one lead part of another. Raises LeadNotFound, MergedAway, ConsentDiffers and CannotMerge."""

    def undo(self, merge_id: int, *, by: Actor, at: datetime) -> tuple[str, str]:
        """Part two leads again and return the references of the kept and the other. Raises LeadNotFound."""

    def tell_apart(self, one: str, other: str, *, by: Actor, at: datetime) -> None:
        """Note that two leads are different enquiries, so that they are not suggested again. Raises LeadNotFound."""


class MergeLeads:
    """The service of merging on a lead's page."""

    def __init__(self, store: MergeStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def merge(self, kept: str, merged: str, *, by: Actor) -> None:
        """Make one lead part of another; it stays as it was and is shown with it. Raises ConsentDiffers and CannotMerge."""
        self._store.merge(kept, merged, by=by, at=self._clock.now())

    def undo(self, merge_id: int, *, by: Actor) -> tuple[str, str]:
        """Part them again: both are as they were, but for what was changed by hand since."""
        return self._store.undo(merge_id, by=by, at=self._clock.now())

    def tell_apart(self, one: str, other: str, *, by: Actor) -> None:
        """Note that two leads are different enquiries."""
        self._store.tell_apart(one, other, by=by, at=self._clock.now())
