"""Leads as an Excel workbook in which every text is text, never a formula."""

from collections.abc import Sequence

from frontdesk.rendering.lead_files.columns import COLUMNS, rows
from frontdesk.rendering.tables import xlsx_table
from frontdesk.services.lead_record import Record


def as_xlsx(records: Sequence[Record]) -> bytes:
    """Return a workbook with one sheet, its heading in bold and kept in view."""
    return xlsx_table("leads", COLUMNS, rows(records))
