"""Looks entries of the audit log up by who, what, to which object and when."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select

from frontdesk.services.audit_seal import SealedEntry
from frontdesk.services.list_audit import AuditFilter
from frontdesk.store.audit_pages import sealed_entry
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import Database


class SqlAuditListing:
    """Fills the port AuditListing. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def before(self, wanted: AuditFilter, number: int | None, *, limit: int) -> Sequence[SealedEntry]:
        """Return the entries with smaller numbers, or all, newest first."""
        query = select(AuditRow).where(*_conditions(wanted)).order_by(AuditRow.id.desc()).limit(limit)
        return self._found(query if number is None else query.where(AuditRow.id < number))

    def after(self, wanted: AuditFilter, number: int, *, limit: int) -> Sequence[SealedEntry]:
        """Return the entries with larger numbers, oldest first."""
        query = select(AuditRow).where(*_conditions(wanted), AuditRow.id > number)
        return self._found(query.order_by(AuditRow.id).limit(limit))

    def _found(self, query: Select[AuditRow]) -> Sequence[SealedEntry]:
        with self._database.reading() as session:
            return [sealed_entry(row) for row in session.scalars(query)]


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    exact = {AuditRow.action: wanted.action, AuditRow.object_kind: wanted.object_kind}
    conditions = [column == value for column, value in exact.items() if value]
    if wanted.object_id:
        conditions.append(AuditRow.object_id == wanted.object_id)
    if wanted.actor.endswith(":"):
        conditions.append(AuditRow.actor.startswith(wanted.actor, autoescape=True))
    elif wanted.actor:
        conditions.append(AuditRow.actor == wanted.actor)
    if wanted.since is not None:
        conditions.append(AuditRow.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(AuditRow.at < wanted.until)
    return conditions
