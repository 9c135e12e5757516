"""The promises, counted for the dashboard."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from frontdesk.leads.routing import Roster
from frontdesk.services.read_clock import Days, Month, Tally, Waiting
from frontdesk.store.clock_store import OPEN, WAITING
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.routing_rows import roster_in
from frontdesk.store.session import Database


class SqlPromises:
    """Fills the port PromiseBook on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tally(self, days: Days) -> Tally:
        """Count. What was merged into another lead counts with that one."""
        overdue = LeadRow.due_at <= days.now
        month = and_(LeadRow.merged_into_id.is_(None), LeadRow.created_at >= days.month_began)
        counted = {
            "overdue": and_(WAITING, overdue),
            "due_today": and_(WAITING, ~overdue, LeadRow.due_at < days.tomorrow),
            "unassigned": and_(OPEN, LeadRow.owner_id.is_(None)),
        }
        became = {
            "in_time": and_(month, LeadRow.answered_at <= LeadRow.due_at),
            "late": and_(month, LeadRow.answered_at > LeadRow.due_at),
            "settled": and_(month, LeadRow.answered_at.is_(None), LeadRow.closed_at.is_not(None)),
            "running": and_(month, WAITING, ~overdue),
            "overdue": and_(month, WAITING, overdue),
        }
        with self._database.reading() as session:
            waiting = session.execute(select(LeadRow.owner_id, func.count()).where(WAITING).group_by(LeadRow.owner_id))
            return Tally(
                **_counts(session, counted),
                month=Month(**_counts(session, became)),
                waiting={owner: count for owner, count in waiting},  # noqa: C416 - rows are no pairs to mypy
            )

    def next_due(self, *, limit: int) -> tuple[Waiting, ...]:
        """Return the unanswered leads that are due first."""
        columns = (LeadRow.reference, LeadRow.organisation, LeadRow.country, LeadRow.due_at, LeadRow.owner_id)
        query = select(*columns).where(WAITING).order_by(LeadRow.due_at, LeadRow.id).limit(limit)
        with self._database.reading() as session:
            return tuple(Waiting(*row) for row in session.execute(query))

    def roster(self) -> Roster:
        """Return everybody and who is away when."""
        with self._database.reading() as session:
            return roster_in(session)


def _counts(session: Session, wanted: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    columns = [func.count(case((fits, 1))).label(name) for name, fits in wanted.items()]
    return dict(session.execute(select(*columns)).one()._mapping)  # noqa: SLF001 - SQLAlchemy's name for it
