"""The promises, counted for the dashboard."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from frontdesk.leads.routing import Roster
from frontdesk.services.read_clock import Days, Month, Tally, Waiting
from frontdesk.store.clock_store import is_open, is_waiting
from frontdesk.store.index_scan import scanned
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.routing_rows import roster_in
from frontdesk.store.session import Database


class SqlPromises:
    """Fills the port PromiseBook on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tally(self, days: Days) -> Tally:
        """Count. What was merged into another lead counts with that one."""
        late = LeadRow.due_at <= days.now
        today = and_(~late, LeadRow.due_at < days.tomorrow)
        by_owner = select(LeadRow.owner_id, func.count()).where(is_waiting()).group_by(LeadRow.owner_id)
        with self._database.reading() as session:
            now = _counts(session, is_waiting(), {"overdue": late, "due_today": today})
            nobodys = _counts(session, is_open(), {"unassigned": LeadRow.owner_id.is_(None)})
            waiting = {owner: count for owner, count in session.execute(by_owner)}  # noqa: C416 - rows are no pairs to mypy
            return Tally(**now, **nobodys, month=_month(session, days), waiting=waiting)

    def next_due(self, *, limit: int) -> tuple[Waiting, ...]:
        """Return the unanswered leads that are due first."""
        columns = (LeadRow.reference, LeadRow.organisation, LeadRow.country, LeadRow.due_at, LeadRow.owner_id)
        query = select(*columns).where(is_waiting()).order_by(LeadRow.due_at, LeadRow.id).limit(limit)
        with self._database.reading() as session:
            return tuple(Waiting(*row) for row in session.execute(query))

    def roster(self) -> Roster:
        """Return everybody and who is away when."""
        with self._database.reading() as session:
            return roster_in(session)


def _month(session: Session, days: Days) -> Month:
    came_in = and_(scanned(LeadRow.merged_into_id).is_(None), LeadRow.created_at >= days.month_began)
    late = LeadRow.due_at <= days.now
    became = {
        "in_time": LeadRow.answered_at <= LeadRow.due_at,
        "late": LeadRow.answered_at > LeadRow.due_at,
        "settled": and_(LeadRow.answered_at.is_(None), ~is_open()),
        "running": and_(is_waiting(), ~late),
        "overdue": and_(is_waiting(), late),
    }
    return Month(**_counts(session, came_in, became))


def _counts(session: Session, among: ColumnElement[bool], wanted: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    columns = [func.count(case((fits, 1))).label(name) for name, fits in wanted.items()]
    return dict(session.execute(select(*columns).where(among)).one()._mapping)  # noqa: SLF001 - SQLAlchemy's name for it
