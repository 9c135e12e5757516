"""Saved views on SQLite or PostgreSQL."""

from sqlalchemy import delete, func, select

from frontdesk.services.saved_views import Stored
from frontdesk.store.lead_desk_tables import SavedViewRow
from frontdesk.store.session import Database


class SqlSavedViews:
    """Fills the port SavedViewStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def views(self, staff_id: int) -> tuple[tuple[int, str, Stored], ...]:
        """Return somebody's views by name: number, name, names and values."""
        theirs = select(SavedViewRow).where(SavedViewRow.staff_id == staff_id)
        with self._database.reading() as session:
            rows = session.scalars(theirs.order_by(func.lower(SavedViewRow.name), SavedViewRow.id))
            return tuple((row.id, row.name, row.query) for row in rows)

    def save(self, staff_id: int, name: str, query: Stored, *, most: int) -> int | None:
        """Keep a view, in place of one of the same name; return its number, none where there are too many."""
        theirs = select(SavedViewRow).where(SavedViewRow.staff_id == staff_id)
        with self._database.writing() as session:
            rows = session.scalars(theirs.with_for_update()).all()
            row = next((one for one in rows if one.name == name), None)
            if row is None and len(rows) >= most:
                return None
            if row is None:
                row = SavedViewRow(staff_id=staff_id, name=name, query={})
                session.add(row)
            row.query = {key: list(values) for key, values in query.items()}
            session.flush()
            return row.id

    def remove(self, staff_id: int, view_id: int) -> bool:
        """Remove a view of somebody; tell whether it was theirs and there."""
        gone = delete(SavedViewRow).where(SavedViewRow.id == view_id, SavedViewRow.staff_id == staff_id)
        with self._database.writing() as session:
            return session.scalars(gone.returning(SavedViewRow.id)).one_or_none() is not None
