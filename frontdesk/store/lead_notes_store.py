"""Notes on leads."""

from datetime import datetime

from sqlalchemy import select

from frontdesk.leads.event import LeadEventKind
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_problems import LeadNotFound, NotTheirs
from frontdesk.staff.member import Actor
from frontdesk.store.lead_desk_changes import Change
from frontdesk.store.lead_desk_tables import LeadNoteRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database


class SqlLeadNotes:
    """Fills the port NoteStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reference: str, text: str, *, by: Actor, at: datetime) -> int:
        """Add a note and return its id. Raises LeadNotFound, MergedAway, and NotTheirs for whoever is not staff."""
        if by.staff_id is None:
            raise NotTheirs
        with self._database.writing() as session:
            change = Change(session, by, at)
            lead = change.lead(reference)
            row = LeadNoteRow(lead_id=lead.id, author_id=by.staff_id, text=text, created_at=at)
            session.add(row)
            session.flush()
            change.tell(lead, LeadEventKind.NOTED, {"note_id": row.id})
            change.log(lead, AuditAction.CREATED, {"note_id": row.id})
            return row.id

    def edit(self, note_id: int, text: str, *, by: Actor, at: datetime) -> str:
        """Change one's own note and return the reference of its lead. Raises LeadNotFound and NotTheirs."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            row, lead = _own(change, note_id)
            if row.text != text:
                row.text, row.edited_at = text, at
                change.log(lead, AuditAction.CHANGED, {"note_id": note_id})
            return lead.reference

    def remove(self, note_id: int, *, by: Actor, at: datetime) -> str:
        """Take one's own note back and return the reference of its lead. Raises LeadNotFound and NotTheirs."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            row, lead = _own(change, note_id)
            row.text, row.removed_at = "", at
            change.log(lead, AuditAction.REMOVED, {"note_id": note_id})
            reference = lead.reference
        self._database.clear_journal()
        return reference


def _own(change: Change, note_id: int) -> tuple[LeadNoteRow, LeadRow]:
    row = change.session.scalars(select(LeadNoteRow).where(LeadNoteRow.id == note_id).with_for_update()).one_or_none()
    if row is None or row.removed_at is not None:
        raise LeadNotFound
    if row.author_id != change.by.staff_id:
        raise NotTheirs
    return row, change.session.get_one(LeadRow, row.lead_id)
