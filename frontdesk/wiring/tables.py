"""The forms in which the desk hands over tables."""

from frontdesk.rendering.tables import Cell, csv_table, xlsx_table

__all__ = ["Cell", "csv_table", "xlsx_table"]
