"""Hand leads to other programs: exactly those that were asked for, and never without an entry in the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from frontdesk.services.audit import AuditAction, AuditEntry, AuditLog, ObjectKind
from frontdesk.services.lead_inbox import InboxStore, LeadInbox
from frontdesk.services.lead_query import LeadQuery
from frontdesk.services.lead_query_form import chosen
from frontdesk.services.lead_record import Record, lead_record
from frontdesk.staff.member import Actor

MOST_LEADS = 10_000  # at the desk; commands have no limit


class LeadFormat(StrEnum):
    """The forms leads are handed over in."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    VCARD = "vcard"


class LeadWriter(Protocol):
    """Writes records as one file of a format."""

    def __call__(self, records: Sequence[Record]) -> bytes:
        """Return the file's content."""


class TooManyLeads(Exception):
    """More leads fit than one file may hold; ``most`` is how many may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leads, in which form, for whom. ``most`` is none where the file may be of any size."""

    query: LeadQuery
    form: LeadFormat
    by: Actor
    most: int | None = MOST_LEADS


class ExportLeads:
    """Makes files of leads. Raises StoreUnavailable."""

    def __init__(
        self, inbox: LeadInbox, store: InboxStore, writers: Mapping[LeadFormat, LeadWriter], audit: AuditLog
    ) -> None:
        self._inbox, self._store = inbox, store
        self._writers, self._audit = writers, audit

    def export(self, wanted: Wanted) -> bytes:
        """Return the file, and note it first. Raises TooManyLeads."""
        asked = self._inbox.asked(wanted.query, wanted.by.staff_id or 0)
        leads = self._store.leads(asked, limit=None if wanted.most is None else wanted.most + 1)
        if wanted.most is not None and len(leads) > wanted.most:
            raise TooManyLeads(wanted.most)
        content = self._writers[wanted.form]([lead_record(lead) for lead in leads])
        self._audit.note([self._entry(wanted, len(leads))])
        return content

    def _entry(self, wanted: Wanted, count: int) -> AuditEntry:
        details: dict[str, str | int | bool | None] = {
            "format": wanted.form.value,
            "count": count,
            "view": wanted.query.view.value,
            "filters": ",".join(chosen(wanted.query.filters)),
            "words": bool(wanted.query.text.strip()),
        }
        return AuditEntry(self._inbox.now(), wanted.by, AuditAction.EXPORTED, ObjectKind.LEAD, "inbox", details)
