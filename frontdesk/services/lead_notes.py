"""Notes of staff on leads: written, corrected and taken back by whoever wrote them."""

from datetime import datetime
from typing import Protocol

from frontdesk.leads.note import LONGEST_NOTE
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor


class TextMissing(Exception):
    """There is nothing written."""


class TextTooLong(Exception):
    """There is more written than is kept."""


class NoteStore(Protocol):
    """Where notes are kept. Every method raises StoreUnavailable."""

    def add(self, reference: str, text: str, *, by: Actor, at: datetime) -> int:
        """Add a note and return its id. Raises LeadNotFound and MergedAway."""

    def edit(self, note_id: int, text: str, *, by: Actor, at: datetime) -> str:
        """Change one's own note and return the reference of its lead. Raises LeadNotFound and NotTheirs."""

    def remove(self, note_id: int, *, by: Actor, at: datetime) -> str:
        """Take one's own note back and return the reference of its lead. Raises LeadNotFound and NotTheirs."""


class LeadNotes:
    """The service of the notes on a lead's page."""

    def __init__(self, store: NoteStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(self, reference: str, text: str, *, by: Actor) -> int:
        """Write a note. Raises TextMissing and TextTooLong."""
        return self._store.add(reference, checked(text, LONGEST_NOTE), by=by, at=self._clock.now())

    def edit(self, note_id: int, text: str, *, by: Actor) -> str:
        """Correct one's own note. Raises TextMissing, TextTooLong and NotTheirs."""
        return self._store.edit(note_id, checked(text, LONGEST_NOTE), by=by, at=self._clock.now())

    def remove(self, note_id: int, *, by: Actor) -> str:
        """Take one's own note back. Raises NotTheirs."""
        return self._store.remove(note_id, by=by, at=self._clock.now())


def checked(text: str, longest: int) -> str:
    """Return what somebody wrote, with plain line ends and nothing around it. Raises TextMissing and TextTooLong."""
    written = text.replace("\r\n", "\n").strip()
    if not written:
        raise TextMissing
    if len(written) > longest:
        raise TextTooLong
    return written
