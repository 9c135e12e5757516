"""Failed sign-ins, which slow the next ones down."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from frontdesk.services.pace import REMEMBERED, Pace, wait_after
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import SignInAttemptRow


class SqlAttemptStore:
    """Fills the port AttemptStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, paces: Mapping[str, Pace], *, at: datetime) -> timedelta:
        """Count an attempt as failed before it is looked at, so that many at once gain nothing.

        Returns zero, or how long to wait: then the attempt is not to be looked at, and is not counted.
        """
        with self._database.writing() as session:
            session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.at <= at - REMEMBERED))
            _one_at_a_time(session, paces)
            wait = max((_wait(session, key, pace, at) for key, pace in paces.items()), default=timedelta(0))
            if not wait:
                session.add_all(SignInAttemptRow(key=key, at=at) for key in paces)
            return wait

    def forgive(self, key: str) -> None:
        """Forget every attempt of a key."""
        with self._database.writing() as session:
            session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.key == key))

    def take_back(self, key: str, *, at: datetime) -> None:
        """Forget one attempt that turned out well."""
        one = select(SignInAttemptRow.id).where(SignInAttemptRow.key == key, SignInAttemptRow.at == at).limit(1)
        with self._database.writing() as session:
            session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.id == one.scalar_subquery()))


def _one_at_a_time(session: Session, paces: Mapping[str, Pace]) -> None:
    """Let attempts of one key come one after the other; SQLite has one writer anyway."""
    if session.connection().dialect.name != "postgresql":
        return
    for key in sorted(paces):
        session.execute(select(func.pg_advisory_xact_lock(int(key[:15], 16))))


def _wait(session: Session, key: str, pace: Pace, at: datetime) -> timedelta:
    seen = select(func.count(), func.max(SignInAttemptRow.at)).where(SignInAttemptRow.key == key)
    failures, last = session.execute(seen).one()
    return wait_after(failures, last, pace, at) if failures else timedelta(0)
