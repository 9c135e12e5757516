"""What the inbox asks of leads, as conditions of SQL on columns that its indexes hold."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import ColumnElement, Integer, Numeric, and_, cast, false, func, or_, select

from frontdesk.enquiry.sector_words import Sector
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_query import (
    INVESTMENT_BOUNDS,
    JOBS_BOUNDS,
    NO_OWNER,
    OTHER_SECTOR,
    Asked,
    InvestmentBand,
    JobsBand,
    LeadFilters,
    LeadView,
)
from frontdesk.store.index_scan import scanned
from frontdesk.store.lead_desk_tables import LeadLabelRow
from frontdesk.store.lead_tables import LeadRow

type Condition = ColumnElement[bool]

OPEN = [status.value for status in LeadStatus if not status.is_closed]
CLOSED = [status.value for status in LeadStatus if status.is_closed]


def conditions(asked: Asked) -> Iterator[Condition]:
    """Give what a lead must be to belong to the answer, all but the words of the search."""
    filters, view = asked.query.filters, asked.query.view
    yield from in_view(view, asked)
    if not (view is LeadView.ALL and filters.merged):
        yield scanned(LeadRow.merged_into_id).is_(None)
    if asked.since:
        yield LeadRow.created_at >= asked.since
    if asked.before:
        yield LeadRow.created_at < asked.before
    yield from _chosen(filters)


def in_view(view: LeadView, asked: Asked) -> Iterator[Condition]:
    """Give what makes a lead belong to a view."""
    if view is LeadView.CLOSED:
        yield scanned(LeadRow.status).in_(CLOSED)
    elif view is not LeadView.ALL:
        yield scanned(LeadRow.status).in_(OPEN)
        yield of_open(view, asked)


def of_open(view: LeadView, asked: Asked) -> Condition:
    """Return what makes an open lead belong to a view of open leads."""
    match view:
        case LeadView.MINE:
            return LeadRow.owner_id == asked.staff_id
        case LeadView.UNASSIGNED:
            return LeadRow.owner_id.is_(None)
        case LeadView.DUE:
            return and_(LeadRow.answered_at.is_(None), LeadRow.due_at < asked.due_before)
        case LeadView.QUALIFIED:
            return decided(Outcome.QUALIFIED)
        case _:
            return decided(Outcome.UNDECIDED)


def decided(*outcomes: Outcome) -> Condition:
    """Return what makes a lead's effective outcome one of these."""
    return func.coalesce(LeadRow.override_outcome, LeadRow.outcome).in_([outcome.value for outcome in outcomes])


def _chosen(filters: LeadFilters) -> Iterator[Condition]:
    plain: tuple[tuple[ColumnElement[str], Sequence[str]], ...] = (
        (scanned(LeadRow.country), filters.countries),
        (scanned(LeadRow.language), filters.languages),
        (scanned(LeadRow.channel), filters.channels),
        (scanned(LeadRow.status), filters.statuses),
    )
    yield from (column.in_(values) for column, values in plain if values)
    particular: tuple[tuple[Sequence[object], Callable[[LeadFilters], Condition]], ...] = (
        (filters.outcomes, lambda chosen: decided(*chosen.outcomes)),
        (filters.sectors, lambda chosen: or_(*map(_sector, chosen.sectors))),
        (filters.owners, lambda chosen: or_(*map(_owner, chosen.owners))),
        (filters.labels, lambda chosen: _labelled(chosen.labels)),
        (filters.investments, lambda chosen: or_(*map(_investment, chosen.investments))),
        (filters.jobs, lambda chosen: or_(*map(_jobs, chosen.jobs))),
    )
    yield from (condition(filters) for values, condition in particular if values)


def _sector(sector: str) -> Condition:
    if sector == OTHER_SECTOR:
        return LeadRow.sector.not_in([known.value for known in Sector])
    return LeadRow.sector == sector


def _owner(owner: int) -> Condition:
    return LeadRow.owner_id.is_(None) if owner == NO_OWNER else LeadRow.owner_id == owner


def _labelled(labels: Sequence[int]) -> Condition:
    return scanned(LeadRow.id).in_(select(LeadLabelRow.lead_id).where(LeadLabelRow.label_id.in_(labels)))


def _investment(band: InvestmentBand) -> Condition:
    if band is InvestmentBand.UNKNOWN:
        return LeadRow.investment_eur.is_(None)
    return _within(cast(LeadRow.investment_eur, Numeric), *INVESTMENT_BOUNDS[band])  # SQLite holds amounts as text


def _jobs(band: JobsBand) -> Condition:
    if band is JobsBand.UNKNOWN:
        return LeadRow.jobs_from.is_(None)
    return _within(cast(LeadRow.jobs_from, Integer), *JOBS_BOUNDS[band])


def _within(column: ColumnElement[object], low: int, high: int | None) -> Condition:
    return and_(column >= low, column < high if high is not None else ~false())
