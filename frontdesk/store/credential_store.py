"""Passwords, second factors and names at the identity provider: hashes and sealed texts only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.staff_ports import Credentials, StaffNotFound
from frontdesk.staff.member import Actor, Member
from frontdesk.store.audit_store import note_in
from frontdesk.store.session import Database
from frontdesk.store.staff_rows import credentials_from, member_from
from frontdesk.store.staff_store import locked
from frontdesk.store.staff_tables import RecoveryCodeRow, StaffRow, StaffSessionRow


class SqlCredentialStore:
    """Fills the port CredentialStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def credentials(self, member_id: int) -> Credentials:
        """Return what somebody proves themselves with. Raises StaffNotFound."""
        with self._database.reading() as session:
            row = session.get(StaffRow, member_id)
            if row is None:
                raise StaffNotFound(str(member_id))
            return credentials_from(row)

    def set_password(self, member_id: int, password_hash: str, *, keep: str | None, by: Actor, at: datetime) -> None:
        """Replace a password and end every session but the one to ``keep``. Raises StaffNotFound."""
        with self._database.writing() as session:
            locked(session, member_id).password_hash = password_hash
            end_sessions(session, member_id, keep)
            _note(session, member_id, {"password": "changed"}, by, at)

    def rehash(self, member_id: int, password_hash: str) -> None:
        """Keep the same password under newer parameters."""
        with self._database.writing() as session:
            locked(session, member_id).password_hash = password_hash

    def begin_totp(self, member_id: int, sealed_secret: str) -> None:
        """Keep a second factor that is still to be confirmed; one that is confirmed stays as it is."""
        unconfirmed = update(StaffRow).where(StaffRow.id == member_id, StaffRow.totp_confirmed_at.is_(None))
        with self._database.writing() as session:
            session.execute(unconfirmed.values(totp_secret=sealed_secret, totp_last_step=None))

    def confirm_totp(
        self, member_id: int, step: int, recovery_hashes: Sequence[str], *, by: Actor, at: datetime
    ) -> bool:
        """Make the second factor count; tell whether there was one to confirm."""
        with self._database.writing() as session:
            row = locked(session, member_id)
            if row.totp_secret is None or row.totp_confirmed_at is not None:
                return False
            row.totp_confirmed_at, row.totp_last_step = at, step
            _replace_codes(session, member_id, recovery_hashes)
            _note(session, member_id, {"second_factor": "added"}, by, at)
            return True

    def use_step(self, member_id: int, step: int) -> bool:
        """Note that the code of a time step was used; tell whether it and every later one were unused."""
        fresh = or_(StaffRow.totp_last_step.is_(None), StaffRow.totp_last_step < step)
        used = update(StaffRow).where(StaffRow.id == member_id, fresh).values(totp_last_step=step)
        with self._database.writing() as session:
            return session.scalars(used.returning(StaffRow.id)).one_or_none() is not None

    def use_recovery_code(self, member_id: int, code_hash: str, *, by: Actor, at: datetime) -> bool:
        """Use a recovery code up; tell whether it was there and unused."""
        mine = (RecoveryCodeRow.staff_id == member_id, RecoveryCodeRow.code_hash == code_hash)
        used = update(RecoveryCodeRow).where(*mine, RecoveryCodeRow.used_at.is_(None)).values(used_at=at)
        with self._database.writing() as session:
            if session.scalars(used.returning(RecoveryCodeRow.code_hash)).one_or_none() is None:
                return False
            _note(session, member_id, {"recovery_code": "used"}, by, at)
            return True

    def replace_recovery_codes(self, member_id: int, hashes: Sequence[str], *, by: Actor, at: datetime) -> None:
        """Forget the recovery codes and keep new ones."""
        with self._database.writing() as session:
            locked(session, member_id)
            _replace_codes(session, member_id, hashes)
            _note(session, member_id, {"recovery_codes": "changed"}, by, at)

    def recovery_codes_left(self, member_id: int) -> int:
        """Return how many recovery codes are unused."""
        unused = select(func.count()).where(RecoveryCodeRow.staff_id == member_id, RecoveryCodeRow.used_at.is_(None))
        with self._database.reading() as session:
            return session.scalar(unused) or 0

    def remove_totp(self, member_id: int, *, by: Actor, at: datetime) -> None:
        """Forget a second factor with its recovery codes."""
        with self._database.writing() as session:
            row = locked(session, member_id)
            had_one = row.totp_confirmed_at is not None
            row.totp_secret = row.totp_confirmed_at = row.totp_last_step = None
            _replace_codes(session, member_id, ())
            if had_one:
                _note(session, member_id, {"second_factor": "removed"}, by, at)

    def by_subject(self, subject: str) -> Member | None:
        """Return who the identity provider calls by a name."""
        with self._database.reading() as session:
            row = session.scalars(select(StaffRow).where(StaffRow.oidc_subject == subject)).one_or_none()
            return None if row is None else member_from(row)

    def bind_subject(self, member_id: int, subject: str, *, by: Actor, at: datetime) -> bool:
        """Tie somebody to their name at the provider; tell whether they and the name were free."""
        free = update(StaffRow).where(StaffRow.id == member_id, StaffRow.oidc_subject.is_(None))
        try:
            with self._database.writing() as session:
                bound = session.scalars(free.values(oidc_subject=subject).returning(StaffRow.id)).one_or_none()
                if bound is not None:
                    _note(session, member_id, {"sign_on": "added"}, by, at)
                return bound is not None
        except IntegrityError:
            return False


def end_sessions(session: Session, member_id: int, keep: str | None) -> None:
    """End somebody's sessions but one, in the transaction of what makes it necessary."""
    session.execute(
        delete(StaffSessionRow).where(StaffSessionRow.staff_id == member_id, StaffSessionRow.id != (keep or ""))
    )


def _replace_codes(session: Session, member_id: int, hashes: Sequence[str]) -> None:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == member_id))
    session.add_all(RecoveryCodeRow(code_hash=code_hash, staff_id=member_id) for code_hash in hashes)


def _note(session: Session, member_id: int, told: dict[str, str | int | bool | None], by: Actor, at: datetime) -> None:
    note_in(session, AuditEntry(at, by, AuditAction.CHANGED, ObjectKind.STAFF, str(member_id), told))
