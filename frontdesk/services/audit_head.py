"""Notes every so often where the audit log ends, so that a log whose end was cut off is noticed."""

from enum import StrEnum
from typing import Protocol

from frontdesk.services.audit import AuditAction, AuditEntry, AuditLog, ObjectKind
from frontdesk.services.audit_check import AuditHead, AuditHeads, HeadChanged
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor


class AuditEnd(Protocol):
    """Where the log ends. Every method raises StoreUnavailable."""

    def head(self) -> AuditHead:
        """Return the last entry, once no power cut can take it away any more."""

    def seal_at(self, number: int) -> str | None:
        """Return the seal of one entry."""


class HeadNoted(StrEnum):
    """What came of noting the last entry."""

    NOTED = "noted"
    UNCHANGED = "unchanged"
    CUT_OFF = "cut_off"  # what was noted is not there any more; the note stays, so that a check finds it
    HEAD_CHANGED = "head_changed"  # the note is not one of ours


def note_head(log: AuditEnd, heads: AuditHeads) -> HeadNoted:
    """Note the last entry, unless what was noted before is not in the log. Raises StoreUnavailable, OSError."""
    try:
        known = heads.known()
    except HeadChanged:
        return HeadNoted.HEAD_CHANGED
    if known is not None and known.number > 0 and log.seal_at(known.number) != known.seal:
        return HeadNoted.CUT_OFF
    head = log.head()
    if head == known:
        return HeadNoted.UNCHANGED
    heads.keep(head)
    return HeadNoted.NOTED


def accept_restored(audit: AuditLog, log: AuditEnd, heads: AuditHeads, *, by: Actor, clock: Clock) -> AuditHead:
    """Take the log as it is after a backup was restored: write into it that it was, and note its end anew.

    Raises StoreUnavailable, OSError.
    """
    kept = log.head()
    try:
        known = heads.known()
    except HeadChanged:
        known = None
    details = {"ended_at": kept.number, "was_known_until": known.number if known else None}
    audit.note([AuditEntry(clock.now(), by, AuditAction.CHANGED, ObjectKind.AUDIT_LOG, "head", details)])
    head = log.head()
    heads.keep(head)
    return head
