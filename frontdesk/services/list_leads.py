"""The recorded leads, newest first."""

from frontdesk.qualification.model import Lead, LeadStatus
from frontdesk.services.ports import LeadBook

__all__ = ["Lead", "LeadStatus", "list_leads"]


def list_leads(book: LeadBook, *, status: LeadStatus | None = None) -> tuple[Lead, ...]:
    """Return the leads, only those of one status where one is given. Raises StoreUnavailable."""
    return tuple(lead for lead in book.list_leads() if status is None or lead.status is status)
