"""The audit log: who did what to which object, in order, sealed so that a change to any entry is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.staff.member import Actor


class AuditAction(StrEnum):
    """What was done. Views of personal data, changes, exports, sign-ins and takeovers are all entries."""

    VIEWED = "viewed"
    SEARCHED = "searched"
    EXPORTED = "exported"
    CREATED = "created"
    CHANGED = "changed"
    REMOVED = "removed"
    ERASED = "erased"
    MERGED = "merged"
    UNMERGED = "unmerged"
    LINKED = "linked"
    UNLINKED = "unlinked"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    TOOK_OVER = "took_over"
    HANDED_BACK = "handed_back"
    REPLAYED = "replayed"
    TESTED = "tested"
    IMPORTED = "imported"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    REFUSED = "refused"  # signed in, but not allowed


class ObjectKind(StrEnum):
    """What something was done to."""

    LEAD = "lead"
    CONVERSATION = "conversation"
    STAFF = "staff"
    SESSION = "session"
    FACT = "fact"
    FACT_FILES = "fact_files"
    LABEL = "label"
    REVIEW_ITEM = "review_item"
    ROUTING_RULE = "routing_rule"
    DESTINATION = "destination"
    DELIVERY = "delivery"
    INSIGHT = "insight"
    ROUTE = "route"
    AUDIT_LOG = "audit_log"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that was done. ``details`` holds ids, counts and names of fields, never personal data or what somebody wrote."""

    at: datetime
    actor: Actor
    action: AuditAction
    object_kind: ObjectKind
    object_id: str
    details: Mapping[str, str | int | bool | None] = field(default_factory=dict)


class AuditLog(Protocol):
    """Where the log is kept. Every method raises StoreUnavailable. Changes are logged by the stores, in the transaction of the change."""

    def note(self, entries: Sequence[AuditEntry]) -> None:
        """Add entries for what changed nothing in the database: views, exports, sign-ins, refusals."""
