"""What the services need from the outside: protocols that the store, the renderer and the clock fill."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.services.errors import StoreUnavailable

__all__ = ["Clock", "LeadSpool", "LeadStore", "StoreUnavailable"]


class Clock(Protocol):
    """Tells the time, so that tests can."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class LeadStore(Protocol):
    """Where leads are recorded."""

    def record_lead(self, lead: Lead, outbox: Sequence[OutboxEntry]) -> str:
        """Write lead, consent and outbox entries in one transaction and return the reference once it is committed.

        Idempotent by ``lead.enquiry.enquiry_id``: where that enquiry is recorded already, nothing is written and the reference of the
        recorded lead is returned. Raises StoreUnavailable where the database cannot be reached, is locked or refuses to write.
        """


class LeadSpool(Protocol):
    """Where enquiries wait on this machine's disk while the database is away."""

    def put(self, lead: Lead, outbox: Sequence[OutboxEntry]) -> None:
        """Keep the lead durably; putting the same enquiry again replaces it. Raises OSError where the disk refuses."""

    def waiting(self) -> Sequence[tuple[Lead, Sequence[OutboxEntry]]]:
        """Return what waits, oldest first."""

    def remove(self, enquiry_id: str) -> None:
        """Forget one enquiry; nothing happens where it does not wait."""
