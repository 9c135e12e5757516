"""Keeps nothing longer than needed: conversations that led nowhere, leads long closed, what was delivered, what signing in left behind.

A conversation without a lead is emptied first: when, in which language and on which channel it was and what sort of answers it got stay
for the figures, nobody's words do. It is deleted once leads of its time are.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from frontdesk.services.audit import AuditAction, AuditEntry, AuditLog, ObjectKind
from frontdesk.services.dialogue import PendingErasures
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor

RETENTION = "retention"  # the object of its entries in the audit log
_BATCH = 200
_MONTH = timedelta(days=30.4375)
_INVITATION = timedelta(days=30)
_ATTEMPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things are kept; zero means for ever."""

    conversation_days: int
    closed_lead_months: int
    delivery_days: int


@dataclass(frozen=True, slots=True)
class Before:
    """From when on back things go; none where they stay."""

    conversations: datetime | None
    leads: datetime | None
    deliveries: datetime | None
    invitations: datetime
    attempts: datetime
    sessions: datetime


@dataclass(frozen=True, slots=True)
class Outdated:
    """How much is older than it is kept. ``conversations`` are emptied, ``emptied`` ones deleted."""

    conversations: int = 0
    emptied: int = 0
    leads: int = 0
    deliveries: int = 0
    invitations: int = 0
    attempts: int = 0
    sessions: int = 0


class Outdating(Protocol):
    """What has become too old. Every method raises StoreUnavailable."""

    def count(self, before: Before) -> Outdated:
        """Count what would go."""

    def conversations(self, before: datetime, *, limit: int) -> Sequence[str]:
        """Return conversations with words in them, without a lead and without a promise that is open, last seen before."""

    def empty_conversations(self, ids: Sequence[str], before: datetime) -> int:
        """Take all words out of those of them that are still as old; return how many."""

    def leads(self, before: datetime, *, limit: int) -> Sequence[tuple[int, str]]:
        """Return leads closed before, each with its conversation; a lead that was merged goes with the one it is part of."""

    def remove_leads(self, ids: Sequence[int], before: datetime) -> int:
        """Delete those of them that are still closed, with their conversations; return how many."""

    def remove_rest(self, before: Before) -> Outdated:
        """Delete emptied conversations, what was delivered, and what signing in left behind; return how much."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Everything keeping no longer than needed goes through."""

    outdating: Outdating
    audit: AuditLog
    pending_erasures: PendingErasures
    terms: Terms
    clock: Clock
    cleared: Callable[[], None]


def outdated(retention: Retention) -> Outdated:
    """Return what would go. Raises StoreUnavailable."""
    return retention.outdating.count(_before(retention))


def retain(retention: Retention, *, by: Actor) -> Outdated:
    """Delete what is older than it is kept, a bounded piece at a time, and note how much. Raises StoreUnavailable, OSError."""
    before = _before(retention)
    talks = _empty_conversations(retention, before.conversations)
    leads = _remove_leads(retention, before.leads)
    rest = retention.outdating.remove_rest(before)
    gone = replace(rest, conversations=talks, leads=leads)
    if gone != Outdated():
        retention.cleared()
        _note(retention, gone, by)
    return gone


def _empty_conversations(retention: Retention, before: datetime | None) -> int:
    removed = 0
    while before is not None and (ids := retention.outdating.conversations(before, limit=_BATCH)):
        for conversation_id in ids:
            retention.pending_erasures.add(conversation_id)
        removed += (gone := retention.outdating.empty_conversations(ids, before))
        if not gone:
            break
    return removed


def _remove_leads(retention: Retention, before: datetime | None) -> int:
    removed = 0
    while before is not None and (found := retention.outdating.leads(before, limit=_BATCH)):
        for _, conversation_id in found:
            retention.pending_erasures.add(conversation_id)
        removed += (gone := retention.outdating.remove_leads([lead_id for lead_id, _ in found], before))
        if not gone:
            break
    return removed


def _before(retention: Retention) -> Before:
    now, terms = retention.clock.now(), retention.terms
    return Before(
        conversations=now - timedelta(days=terms.conversation_days) if terms.conversation_days else None,
        leads=now - _MONTH * terms.closed_lead_months if terms.closed_lead_months else None,
        deliveries=now - timedelta(days=terms.delivery_days) if terms.delivery_days else None,
        invitations=now - _INVITATION,
        attempts=now - _ATTEMPT,
        sessions=now,
    )


def _note(retention: Retention, gone: Outdated, by: Actor) -> None:
    told = {name: count for name, count in asdict(gone).items() if count}
    kind = ObjectKind.LEAD if gone.leads else ObjectKind.CONVERSATION
    retention.audit.note([AuditEntry(retention.clock.now(), by, AuditAction.ERASED, kind, RETENTION, told)])
