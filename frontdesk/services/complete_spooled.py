"""Records the enquiries that waited on disk while the database was away."""

from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.ports import Clock, LeadSpool, LeadStore


def complete_spooled(store: LeadStore, spool: LeadSpool, clock: Clock) -> int:
    """Record what waits, oldest first, and return how many enquiries were completed; stop where the database is away still.

    Only now is somebody given them; what was promised counts from when they came in. An enquiry leaves the spool only after it is
    committed. Recording is idempotent, so a crash between the two doubles nothing.
    """
    completed = 0
    for lead, outbox in spool.waiting():
        try:
            store.record_lead(lead, outbox, at=clock.now())
        except StoreUnavailable:
            break
        spool.remove(lead.enquiry.enquiry_id)
        completed += 1
    return completed
