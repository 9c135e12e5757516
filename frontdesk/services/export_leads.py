"""Hand the recorded leads to other programs."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from frontdesk.services.lead_record import Record, lead_record
from frontdesk.services.ports import LeadBook


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


def export_leads(book: LeadBook, form: LeadFormat, writers: Mapping[LeadFormat, LeadWriter]) -> bytes:
    """Return all leads, newest first, as a file of one format. Raises StoreUnavailable."""
    return writers[form]([lead_record(lead) for lead in book.list_leads()])
