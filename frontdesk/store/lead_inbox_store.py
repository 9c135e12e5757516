"""The inbox on SQLite or PostgreSQL: which leads fit is found in indexes alone, then the rows of one page are read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from frontdesk.leads.label import Label, Tone
from frontdesk.qualification.model import Lead, Outcome
from frontdesk.services.lead_inbox import COUNT_CAP, Choices, LeadPage
from frontdesk.services.lead_query import Asked, LeadSort, LeadView, Place
from frontdesk.store.index_scan import scanned
from frontdesk.store.lead_desk_tables import LabelRow
from frontdesk.store.lead_filters import OPEN, conditions, in_view, of_open
from frontdesk.store.lead_inbox_rows import lines
from frontdesk.store.lead_rows import lead_from
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_words import worded
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow

_COLUMNS: Mapping[LeadSort, InstrumentedAttribute[Any]] = {
    LeadSort.CREATED: LeadRow.created_at,
    LeadSort.DUE: LeadRow.due_at,
    LeadSort.SCORE: LeadRow.score,
    LeadSort.ORGANISATION: LeadRow.organisation_key,
}
_OPEN_VIEWS = (LeadView.MINE, LeadView.UNASSIGNED, LeadView.DUE, LeadView.QUALIFIED, LeadView.UNDECIDED)


class SqlLeadInbox:
    """Fills the port InboxStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, asked: Asked) -> LeadPage:
        """Return one page, and where those before and behind it begin."""
        with self._database.reading() as session:
            found, total = _found(session, asked)
            shown, back, on = _cut(found, asked)
            sort = asked.query.sort
            return LeadPage(
                lines=lines(session, [lead_id for lead_id, _ in shown]),
                total=total,
                earlier=_place(sort, *shown[0], backwards=True) if back and shown else None,
                later=_place(sort, *shown[-1]) if on and shown else None,
            )

    def counts(self, asked: Asked) -> Mapping[LeadView, int]:
        """Return how many leads each view holds without filters, each at most COUNT_CAP."""
        views = [func.sum(case((of_open(view, asked), 1), else_=0)) for view in _OPEN_VIEWS]
        still_open = select(*views).where(LeadRow.status.in_(OPEN), scanned(LeadRow.merged_into_id).is_(None))
        with self._database.reading() as session:
            sums = session.execute(still_open).one()
            counted = {view: min(number or 0, COUNT_CAP) for view, number in zip(_OPEN_VIEWS, sums, strict=True)}
            for view in (LeadView.CLOSED, LeadView.ALL):
                held = select(LeadRow.id).where(*in_view(view, asked), scanned(LeadRow.merged_into_id).is_(None))
                counted[view] = _capped(session, held)
            return counted

    def count(self, asked: Asked) -> int:
        """Return how many leads fit, at most COUNT_CAP."""
        with self._database.reading() as session:
            return _counted(session, asked)

    def leads(self, asked: Asked, *, limit: int | None) -> tuple[Lead, ...]:
        """Return the leads that fit, whole, in order, all of them without a limit; their outcome is the effective one."""
        with self._database.reading() as session:
            ids = _behind(session, _fitting(session, asked), asked).limit(limit).subquery()
            whole = select(LeadRow).join(ids, ids.c.id == LeadRow.id).order_by(*_order(asked))
            rows = session.scalars(whole.options(joinedload(LeadRow.consent), joinedload(LeadRow.owner)))
            return tuple(_decided(row) for row in rows)

    def choices(self) -> Choices:
        """Return what there is to filter by."""
        with self._database.reading() as session:
            labels = session.scalars(select(LabelRow).order_by(LabelRow.name))
            staff = session.execute(select(StaffRow.id, StaffRow.name).order_by(StaffRow.name, StaffRow.id))
            return Choices(
                countries=_distinct(session, LeadRow.country),
                channels=_distinct(session, LeadRow.channel),
                owners=tuple((number, name) for number, name in staff),
                labels=tuple(Label(row.id, row.name, Tone(row.tone)) for row in labels),
            )


def _found(session: Session, asked: Asked) -> tuple[list[tuple[int, Any]], int]:
    """Return the leads of a page and one more, and how many there are in all, counted in one go where the page is the first."""
    query = asked.query
    ordered = _behind(session, _fitting(session, asked), asked)
    if query.place is None:
        some = session.execute(ordered.limit(max(COUNT_CAP, query.limit + 1))).all()
        return [(lead_id, key) for lead_id, key in some[: query.limit + 1]], min(len(some), COUNT_CAP)
    behind = session.execute(ordered.limit(query.limit + 1)).all()
    return [(lead_id, key) for lead_id, key in behind], _counted(session, asked)


def _cut(found: list[tuple[int, Any]], asked: Asked) -> tuple[list[tuple[int, Any]], bool, bool]:
    """Return the leads of the page in order, and whether there are some before and behind it."""
    more, shown, place = len(found) > asked.query.limit, found[: asked.query.limit], asked.query.place
    if place is not None and place.backwards:
        return shown[::-1], more, True
    return shown, place is not None, more


def _fitting(session: Session, asked: Asked) -> Select[int, Any]:
    fitting = select(LeadRow.id, _COLUMNS[asked.query.sort]).where(*conditions(asked))
    words = worded(asked.query.text, session.connection().dialect.name)
    return fitting if words is None else fitting.where(words)


def _behind(session: Session, fitting: Select[int, Any], asked: Asked) -> Select[int, Any]:
    """Put leads in order and leave out what comes before the place."""
    place, column = asked.query.place, _COLUMNS[asked.query.sort]
    key = None if place is None else _key(session, place, asked.query.sort)
    if place is not None and key is not None:  # behind a lead that was erased meanwhile begins the first page
        here, there = tuple_(column, LeadRow.id), tuple_(literal(key, column.type), literal(place.lead_id))
        fitting = fitting.where(here < there if _falls(asked) else here > there)
    return fitting.order_by(*_order(asked))


def _order(asked: Asked) -> tuple[ColumnElement[Any], ColumnElement[int]]:
    column = _COLUMNS[asked.query.sort]
    return (column.desc(), LeadRow.id.desc()) if _falls(asked) else (column.asc(), LeadRow.id.asc())


def _falls(asked: Asked) -> bool:
    place = asked.query.place
    return asked.query.descending is not (place is not None and place.backwards)


def _place(sort: LeadSort, lead_id: int, key: Any, *, backwards: bool = False) -> Place:  # noqa: ANN401 - a column's value
    told = key.isoformat() if isinstance(key, datetime) else str(key)
    return Place(lead_id, None if sort is LeadSort.ORGANISATION else told, backwards)


def _key(session: Session, place: Place, sort: LeadSort) -> Any:  # noqa: ANN401 - a column's value
    """Return what the lead of a place is sorted by: as it was shown, or as the lead has it."""
    if sort is LeadSort.ORGANISATION or place.key is None:
        return session.scalars(select(_COLUMNS[sort]).where(LeadRow.id == place.lead_id)).one_or_none()
    return int(place.key) if sort is LeadSort.SCORE else datetime.fromisoformat(place.key)


def _counted(session: Session, asked: Asked) -> int:
    return _capped(session, _fitting(session, asked))


def _capped(session: Session, fitting: Select[*tuple[Any, ...]]) -> int:
    some = fitting.limit(COUNT_CAP).subquery()
    return session.scalars(select(func.count()).select_from(some)).one()


def _distinct(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    """Return the values of an indexed column by going from each to the next, instead of reading them all."""
    found = select(func.min(column).label("value")).cte("found", recursive=True)
    following = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(following).where(found.c.value.is_not(None)))
    return tuple(session.scalars(select(found.c.value).where(found.c.value.is_not(None))))


def _decided(row: LeadRow) -> Lead:
    lead = lead_from(row)
    outcome = Outcome(row.override_outcome or row.outcome)
    return replace(lead, qualification=replace(lead.qualification, outcome=outcome))
