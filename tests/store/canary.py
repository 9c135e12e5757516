"""Looks for a planted string wherever something can be kept."""

from pathlib import Path

from sqlalchemy import MetaData, select

from frontdesk.store.session import Database


def tables_with(database: Database, text: str) -> set[str]:
    """Every table, declared or not, that holds the text in any column."""
    metadata = MetaData()
    metadata.reflect(database.engine)
    with database.engine.connect() as connection:
        return {
            name
            for name, table in metadata.tables.items()
            for row in connection.execute(select(table))
            if text.lower() in repr(tuple(row)).lower()
        }


def files_with(folder: Path, text: str) -> set[str]:
    """Every file that holds the text, whatever it is part of."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.name for path in found if text.lower().encode() in path.read_bytes().lower()}
