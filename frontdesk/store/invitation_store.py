"""One-time links by which staff set a password: invitations and resets."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.credential_ports import Invitation, NewLink
from frontdesk.staff.member import Actor, Member
from frontdesk.store.audit_store import note_in
from frontdesk.store.credential_store import end_sessions
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.session import Database
from frontdesk.store.staff_rows import member_from
from frontdesk.store.staff_store import locked
from frontdesk.store.staff_tables import InvitationRow, StaffRow


class SqlInvitationStore:
    """Fills the port InvitationStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, link: NewLink, *, by: Actor, at: datetime) -> None:
        """Keep a new link with its letter, and take back the earlier ones of the same person."""
        member_id = link.member_id
        with self._database.writing() as session:
            row = locked(session, member_id)
            session.execute(delete(InvitationRow).where(InvitationRow.staff_id == member_id))
            session.add(
                InvitationRow(token_hash=link.token_hash, staff_id=member_id, created_at=at, expires_at=link.expires_at)
            )
            if link.letter is not None:
                session.add(outbox_row(link.letter, None))
            _note(session, member_id, {"link": "invitation" if row.password_hash is None else "reset"}, by=by, at=at)

    def find(self, token_hash: str, *, at: datetime) -> Invitation | None:
        """Return a link that is unused, not over, and of somebody who is not disabled."""
        with self._database.reading() as session:
            found = _usable(session, token_hash, at)
            if found is None:
                return None
            link, row = found
            return Invitation(member_from(row), link.expires_at, row.password_hash is not None)

    def accept(self, token_hash: str, password_hash: str, *, at: datetime) -> Member | None:
        """Use a link up, set the password and end every session, in one transaction; nobody where it is over."""
        unused = update(InvitationRow).where(InvitationRow.token_hash == token_hash, InvitationRow.used_at.is_(None))
        with self._database.writing() as session:
            found = _usable(session, token_hash, at)
            # The database decides who was first, since two may have found it unused.
            if found is None or session.execute(unused.values(used_at=at)).rowcount == 0:  # type: ignore[attr-defined]
                return None
            row = found[1]
            row.password_hash = password_hash
            end_sessions(session, row.id, keep=None)
            _note(session, row.id, {"link": "used", "password": "changed"}, by=Actor(f"staff:{row.id}", row.id), at=at)
            return member_from(row)


def _usable(session: Session, token_hash: str, at: datetime) -> tuple[InvitationRow, StaffRow] | None:
    query = select(InvitationRow, StaffRow).join(StaffRow, StaffRow.id == InvitationRow.staff_id)
    living = (InvitationRow.used_at.is_(None), InvitationRow.expires_at > at, StaffRow.is_active)
    found = session.execute(query.where(InvitationRow.token_hash == token_hash, *living)).one_or_none()
    return None if found is None else (found[0], found[1])


def _note(
    session: Session, member_id: int, details: dict[str, str | int | bool | None], *, by: Actor, at: datetime
) -> None:
    note_in(session, AuditEntry(at, by, AuditAction.CHANGED, ObjectKind.STAFF, str(member_id), details))
