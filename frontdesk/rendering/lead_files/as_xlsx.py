"""Leads as an Excel workbook in which every text is text, never a formula."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from frontdesk.rendering.lead_files.columns import COLUMNS, Cell, rows
from frontdesk.services.lead_record import Record


def as_xlsx(records: Sequence[Record]) -> bytes:
    """Return a workbook with one sheet, its heading in bold and kept in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("leads")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, bold=True) for name in COLUMNS])
    for row in rows(records):
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> SheetCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if text:
        cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
