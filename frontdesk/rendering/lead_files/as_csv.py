"""Leads as CSV that spreadsheets open without running what a visitor typed."""

from collections.abc import Sequence

from frontdesk.rendering.lead_files.columns import COLUMNS, rows
from frontdesk.rendering.tables import csv_table
from frontdesk.services.lead_record import Record


def as_csv(records: Sequence[Record]) -> bytes:
    """Return a comma-separated table with a heading (RFC 4180, UTF-8)."""
    return csv_table(COLUMNS, rows(records))
