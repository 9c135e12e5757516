"""Leads as CSV that spreadsheets open without running what a visitor typed."""

import csv
import io
import re
from collections.abc import Sequence

from frontdesk.rendering.lead_files.columns import COLUMNS, Cell, rows
from frontdesk.services.lead_record import Record

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads "Liège" as Latin-1
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
PHONE = re.compile(r"\+\d{6,15}")  # E.164: a number in every spreadsheet, so it needs no guard


def as_csv(records: Sequence[Record]) -> bytes:
    """Return a comma-separated table with a heading (RFC 4180, UTF-8)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([[_guarded(cell) for cell in row] for row in rows(records)])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _guarded(cell: Cell) -> Cell:
    """Put an apostrophe before what a spreadsheet would take for a formula, also behind leading blanks."""
    if not isinstance(cell, str) or PHONE.fullmatch(cell):
        return cell
    risky = cell.startswith(STARTS_FORMULA) or cell.lstrip().startswith(STARTS_FORMULA)
    return f"'{cell}" if risky else cell
