"""What is still to be told to the outside, written in the transaction of what happened."""

from sqlalchemy import select

from frontdesk.qualification.model import OutboxEntry
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.session import Database


class SqlOutbox:
    """The outbox on SQLite or PostgreSQL. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unplanned(self, *, limit: int = 50) -> tuple[OutboxEntry, ...]:
        """Return what no deliveries were made of yet, oldest first."""
        waiting = select(OutboxRow).where(OutboxRow.planned_at.is_(None)).order_by(OutboxRow.created_at, OutboxRow.id)
        with self._database.reading() as session:
            return tuple(outbox_from(row) for row in session.scalars(waiting.limit(limit)))


def outbox_row(entry: OutboxEntry, lead_id: int | None) -> OutboxRow:
    """Return the row of an entry that no deliveries were made of yet."""
    return OutboxRow(
        id=entry.id, lead_id=lead_id, topic=entry.topic, payload=dict(entry.payload), created_at=entry.created_at
    )


def outbox_from(row: OutboxRow) -> OutboxEntry:
    """Return the entry of a row."""
    return OutboxEntry(row.id, row.topic, row.payload, row.created_at)
