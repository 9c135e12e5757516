"""Joins what keeps the audit log and checks it."""

import logging
from asyncio import to_thread
from dataclasses import dataclass

from frontdesk.services.audit_check import AuditCheck, AuditHead, check_audit
from frontdesk.services.audit_head import HeadNoted, accept_restored, note_head
from frontdesk.settings import Settings
from frontdesk.staff.member import Actor
from frontdesk.store.audit_head import AuditHeadFile
from frontdesk.store.audit_listing import SqlAuditListing
from frontdesk.store.audit_pages import SqlAuditPages
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.keys import Purpose, key_for
from frontdesk.wiring.stores import Stores

_LOG = logging.getLogger(__name__)
_NOTE_SECONDS = 30.0
HEAD_FILE = "audit-head.json"


@dataclass(frozen=True, slots=True)
class Auditing:
    """The audit log of an installation and the note of its end. Every method raises StoreUnavailable and OSError."""

    stores: Stores
    pages: SqlAuditPages
    listing: SqlAuditListing
    heads: AuditHeadFile
    key: bytes

    def check(self, told: AuditHead | None = None) -> AuditCheck:
        """Walk through the log; note its end where it is whole."""
        found = check_audit(self.pages, self.heads, self.key, told=told)
        if found.broken is None:
            self.note_head()
        return found

    def note_head(self) -> HeadNoted:
        """Note the last entry, unless what was noted before is gone, which is then said in the log of the process."""
        noted = note_head(self.pages, self.heads)
        if noted in {HeadNoted.CUT_OFF, HeadNoted.HEAD_CHANGED}:
            _LOG.error("audit_log_broken", extra={"found": noted.value})
        return noted

    def accept_restored(self, by: Actor) -> AuditHead:
        """Take the log as it is after a backup was restored, with an entry that says so."""
        return accept_restored(self.stores.audit, self.pages, self.heads, by=by, clock=SystemClock())

    def chore(self) -> Chore:
        """Return the chore that notes the end of the log every half minute."""
        return Chore("audit-head", _NOTE_SECONDS, lambda: to_thread(self.note_head))


def open_auditing(settings: Settings, stores: Stores) -> Auditing:
    """Return what keeps the audit log. Raises OSError where the secret cannot be read."""
    key = key_for(settings.shared_secret(), Purpose.AUDIT)
    return Auditing(
        stores=stores,
        pages=SqlAuditPages(stores.database),
        listing=SqlAuditListing(stores.database),
        heads=AuditHeadFile(settings.data_dir / HEAD_FILE, key),
        key=key,
    )
