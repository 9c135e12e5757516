"""Labels: put on leads and taken off again, by a name that is made where there is none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from frontdesk.leads.label import LONGEST_LABEL, Label, Tone
from frontdesk.services.lead_notes import checked
from frontdesk.services.ports import Clock
from frontdesk.services.work_lead import MOST_AT_ONCE, Bulk
from frontdesk.staff.member import Actor


class LabelStore(Protocol):
    """Where labels are kept. Every method raises StoreUnavailable."""

    def labels(self) -> tuple[Label, ...]:
        """Return every label by name."""

    def named(self, name: str, tone: Tone) -> Label:
        """Return the label of a name, whatever its case; made where there is none."""

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

    def put_named(self, reference: str, name: str, tone: Tone, *, by: Actor) -> None:
        """Put a label on a lead, by its name. Raises TextMissing and TextTooLong."""
        label = self._store.named(" ".join(checked(name, LONGEST_LABEL).split()), tone)
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
