"""Records the enquiries that waited on disk while the database was away."""

from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.ports import LeadSpool, LeadStore


def complete_spooled(store: LeadStore, spool: LeadSpool) -> int:
    """Record what waits, oldest first, and return how many enquiries were completed; stop where the database is away still.

    An enquiry leaves the spool only after it is committed. Recording is idempotent, so a crash between the two doubles nothing.
    """
    completed = 0
    for lead, outbox in spool.waiting():
        try:
            store.record_lead(lead, outbox)
        except StoreUnavailable:
            break
        spool.remove(lead.enquiry.enquiry_id)
        completed += 1
    return completed
