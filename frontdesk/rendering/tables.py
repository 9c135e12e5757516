"""Any table as a file for spreadsheets, in which nothing that somebody typed is ever a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

type Cell = str | int | float | None
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads "Liège" as Latin-1
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
_STARTS_WITHIN = re.compile(
    r"([;\t\r\n]\s*)(?=[=+\-@|])"
)  # "a;=1+1" is two cells where lists are separated by semicolons
PHONE = re.compile(r"\+\d{6,15}")  # E.164: a number in every spreadsheet, so it needs no guard


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a comma-separated table with a heading (RFC 4180, UTF-8)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def xlsx_table(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet, its heading in bold and kept in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guarded(cell: Cell) -> Cell:
    """Put an apostrophe before what a spreadsheet would take for a formula, also behind blanks and behind what may part cells.

    In Belgium, as in most of Europe, Excel parts the cells of a file at its semicolons, whatever the file means by them.
    """
    if not isinstance(cell, str) or PHONE.fullmatch(cell):
        return cell
    words = cell.lstrip()
    guarded = cell.removesuffix(words) + _STARTS_WITHIN.sub(r"\1'", words)
    return f"'{guarded}" if cell.startswith(STARTS_FORMULA) or words.startswith(STARTS_FORMULA) else guarded


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> SheetCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if text:
        cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
