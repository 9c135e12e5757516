"""Leads that share an address, a number, a conversation or a name with another, each found by an index."""

from sqlalchemy import ColumnElement, Select, or_, select, union
from sqlalchemy.orm import Session, joinedload

from frontdesk.services.suggest_duplicates import Candidate
from frontdesk.store.lead_consents import consents_of
from frontdesk.store.lead_desk_tables import NotDuplicateRow
from frontdesk.store.lead_rows import lead_from
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database

_MOST_OF_A_KIND = 25  # the newest that share a name, an address, …


class SqlCandidates:
    """Fills the port CandidateStore. Raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, reference: str) -> tuple[Candidate, ...]:
        """Return what shares something with a lead, itself first; without those merged, or found to be different enquiries."""
        with self._database.reading() as session:
            asked = session.scalars(select(LeadRow).where(LeadRow.reference == reference)).one_or_none()
            if asked is None or asked.merged_into_id is not None:
                return ()
            return _candidates(session, [asked.id, *_sharing(session, asked)])


def _sharing(session: Session, asked: LeadRow) -> list[int]:
    shared: list[ColumnElement[bool]] = [
        LeadRow.email_key == asked.email_key,
        LeadRow.conversation_id == asked.conversation_id,
        LeadRow.name_key == asked.name_key,
    ]
    if asked.phone:
        shared.append(LeadRow.phone == asked.phone)
    ids = union(*(select(_newest(condition, asked.id).subquery()) for condition in shared))
    found = set(session.scalars(ids)) - _told_apart(session, asked.id)
    return sorted(found)


def _newest(condition: ColumnElement[bool], asked_id: int) -> Select[int]:
    """One kind at a time, so that each is answered by its own index."""
    query = select(LeadRow.id).where(condition, LeadRow.id != asked_id, LeadRow.merged_into_id.is_(None))
    return query.order_by(LeadRow.id.desc()).limit(_MOST_OF_A_KIND)


def _told_apart(session: Session, lead_id: int) -> set[int]:
    pairs = select(NotDuplicateRow.first_id, NotDuplicateRow.second_id).where(
        or_(NotDuplicateRow.first_id == lead_id, NotDuplicateRow.second_id == lead_id)
    )
    return {second if first == lead_id else first for first, second in session.execute(pairs)}


def _candidates(session: Session, ids: list[int]) -> tuple[Candidate, ...]:
    query = select(LeadRow).where(LeadRow.id.in_(ids)).options(joinedload(LeadRow.consent), joinedload(LeadRow.owner))
    rows = {row.id: row for row in session.scalars(query)}
    agreed = consents_of(session, ids)
    return tuple(Candidate(lead_from(rows[lead_id]), agreed[lead_id]) for lead_id in ids)
