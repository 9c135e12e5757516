"""Labels: put on leads and taken off again, by a name that is made where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.leads.label import LONGEST_LABEL, Label, Tone
from frontdesk.services.lead_notes import checked
from frontdesk.services.ports import Clock
from frontdesk.services.work_lead import MOST_AT_ONCE, Bulk
from frontdesk.staff.member import Actor


class LabelTaken(Exception):
    """Another label has this name already."""


@dataclass(frozen=True, slots=True)
class LabelUse:
    """A label and how many leads have it."""

    label: Label
    leads: int


class LabelStore(Protocol):
    """Where labels are kept. Every method raises StoreUnavailable."""

    def labels(self) -> tuple[Label, ...]:
        """Return every label by name."""

    def in_use(self) -> tuple[LabelUse, ...]:
        """Return every label by name, each with how many leads have it."""

    def named(self, name: str, tone: Tone, *, by: Actor, at: datetime) -> Label:
        """Return the label of a name, whatever its case; made where there is none."""

    def change(self, label: Label, *, by: Actor, at: datetime) -> None:
        """Give a label another name and colour. Raises LeadNotFound where there is none, and LabelTaken."""

    def remove(self, label_id: int, *, by: Actor, at: datetime) -> None:
        """Take a label off every lead and forget it. Raises LeadNotFound where there is none."""

    def put(self, references: Sequence[str], label_id: int, *, by: Actor, at: datetime) -> Bulk:
        """Put a label on leads. Raises LeadNotFound where there is no such label."""

    def take_off(self, reference: str, label_id: int, *, by: Actor, at: datetime) -> None:
        """Take a label off a lead. Raises LeadNotFound and MergedAway."""


class LeadLabels:
    """The service of the labels on a lead's page and in the inbox."""

    def __init__(self, store: LabelStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def labels(self) -> tuple[Label, ...]:
        """Return every label by name."""
        return self._store.labels()

    def in_use(self) -> tuple[LabelUse, ...]:
        """Return every label by name, each with how many leads have it."""
        return self._store.in_use()

    def change(self, label_id: int, name: str, tone: Tone, *, by: Actor) -> None:
        """Give a label another name and colour. Raises TextMissing, TextTooLong, LabelTaken and LeadNotFound."""
        self._store.change(Label(label_id, _tidy(name), tone), by=by, at=self._clock.now())

    def remove(self, label_id: int, *, by: Actor) -> None:
        """Take a label off every lead and forget it. Raises LeadNotFound."""
        self._store.remove(label_id, by=by, at=self._clock.now())

    def put_named(self, reference: str, name: str, tone: Tone, *, by: Actor) -> None:
        """Put a label on a lead, by its name. Raises TextMissing and TextTooLong."""
        label = self._store.named(_tidy(name), tone, by=by, at=self._clock.now())
        self.put(reference, label.id, by=by)

    def put(self, reference: str, label_id: int, *, by: Actor) -> None:
        """Put a label on a lead."""
        for problem in self.label_many([reference], label_id, by=by).refused.values():
            raise problem

    def take_off(self, reference: str, label_id: int, *, by: Actor) -> None:
        """Take a label off a lead."""
        self._store.take_off(reference, label_id, by=by, at=self._clock.now())

    def label_many(self, references: Sequence[str], label_id: int, *, by: Actor) -> Bulk:
        """Put a label on leads."""
        return self._store.put(references[:MOST_AT_ONCE], label_id, by=by, at=self._clock.now())


def _tidy(name: str) -> str:
    return " ".join(checked(name, LONGEST_LABEL).split())
