"""Members of staff as the desk keeps them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.staff_ports import EmailTaken, LastAdministrator, NewMember, StaffNotFound, StaffValue
from frontdesk.staff.member import Actor, Member
from frontdesk.staff.role import Role
from frontdesk.store.audit_store import note_in
from frontdesk.store.session import Database
from frontdesk.store.staff_rows import member_from, staff_row
from frontdesk.store.staff_tables import StaffRow, StaffSessionRow

CHANGEABLE = frozenset(
    {"name", "role", "language", "is_active", "sectors", "countries", "spoken", "takes_leads", "uses_shortcuts"}
)  # an address identifies a person: it is never changed to somebody else's


class SqlStaffStore:
    """Fills the port StaffStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, member: NewMember, *, by: Actor, at: datetime) -> Member:
        """Keep somebody new. Raises EmailTaken."""
        try:
            with self._database.writing() as session:
                row = staff_row(member, at)
                session.add(row)
                session.flush()
                details = {"role": row.role}
                note_in(session, AuditEntry(at, by, AuditAction.CREATED, ObjectKind.STAFF, str(row.id), details))
                return member_from(row)
        except IntegrityError as problem:
            raise EmailTaken from problem

    def get(self, member_id: int) -> Member | None:
        """Return one member of staff, disabled ones too."""
        with self._database.reading() as session:
            row = session.get(StaffRow, member_id)
            return None if row is None else member_from(row)

    def by_email(self, email: str) -> Member | None:
        """Return who has an address, however it is written."""
        with self._database.reading() as session:
            row = session.scalars(select(StaffRow).where(StaffRow.email == email.strip().lower())).one_or_none()
            return None if row is None else member_from(row)

    def list(self, *, active_only: bool = False) -> tuple[Member, ...]:
        """Return all by name."""
        query = select(StaffRow).order_by(func.lower(StaffRow.name), StaffRow.id)
        with self._database.reading() as session:
            rows = session.scalars(query.where(StaffRow.is_active) if active_only else query)
            return tuple(member_from(row) for row in rows)

    def change(self, member_id: int, values: Mapping[str, StaffValue], *, by: Actor, at: datetime) -> Member:
        """Change fields of a member; whoever is disabled is signed out everywhere.

        Raises StaffNotFound, and LastAdministrator where nobody would be left to administer.
        """
        with self._database.writing() as session:
            _lock_administrators(session)
            row = locked(session, member_id)
            changed = _apply(row, values)
            session.flush()
            if {"role", "is_active"} & changed.keys():
                _demand_an_administrator(session)
            if not row.is_active:
                session.execute(delete(StaffSessionRow).where(StaffSessionRow.staff_id == member_id))
            if changed:
                note_in(session, AuditEntry(at, by, AuditAction.CHANGED, ObjectKind.STAFF, str(member_id), changed))
            return member_from(row)


def locked(session: Session, member_id: int) -> StaffRow:
    """Return a member's row, held until the end of the transaction. Raises StaffNotFound."""
    row = session.get(StaffRow, member_id, with_for_update=True)
    if row is None:
        raise StaffNotFound(str(member_id))
    return row


def _apply(row: StaffRow, values: Mapping[str, StaffValue]) -> dict[str, str | int | bool | None]:
    """Set what differs; return it for the audit log, where roles and switches are told and all else is only named."""
    told: dict[str, str | int | bool | None] = {}
    for name, value in values.items():
        if name not in CHANGEABLE:
            raise ValueError(f"{name} of staff cannot be changed")
        kept = list(value) if isinstance(value, tuple) else value
        if getattr(row, name) != kept:
            setattr(row, name, str(kept) if isinstance(kept, str) else kept)
            told[name] = str(value) if name == "role" else value if isinstance(value, bool) else "changed"
    return told


def _lock_administrators(session: Session) -> None:
    """Let two administrators who disable each other at once come one after the other."""
    administrators = select(StaffRow.id).where(StaffRow.role == Role.ADMINISTRATOR.value).order_by(StaffRow.id)
    session.execute(administrators.with_for_update()).all()


def _demand_an_administrator(session: Session) -> None:
    active = select(func.count()).where(StaffRow.role == Role.ADMINISTRATOR.value, StaffRow.is_active)
    if not session.scalar(active):
        raise LastAdministrator
