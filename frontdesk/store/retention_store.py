"""Finds and deletes what is older than it is kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, and_, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.services.retain import Before, Outdated
from frontdesk.store.base import Base
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.store.emptying import NOBODY, empty
from frontdesk.store.erasure_store import remove
from frontdesk.store.lead_desk_tables import LinkedConversationRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.outbox_tables import DeliveryRow, OutboxRow
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import InvitationRow, SignInAttemptRow, StaffSessionRow

_AT_ONCE = 500


class SqlOutdating:
    """Fills the port Outdating. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, before: Before) -> Outdated:
        """Count what would go."""
        with self._database.reading() as session:
            return Outdated(
                conversations=_count(
                    session, ConversationRow, _idle(before.conversations) if before.conversations else None
                ),
                emptied=_count(session, ConversationRow, _emptied(before.leads) if before.leads else None),
                leads=_count(session, LeadRow, _over(before.leads) if before.leads else None),
                deliveries=_count(session, OutboxRow, _delivered(before.deliveries) if before.deliveries else None),
                invitations=_count(session, InvitationRow, InvitationRow.expires_at < before.invitations),
                attempts=_count(session, SignInAttemptRow, SignInAttemptRow.at < before.attempts),
                sessions=_count(session, StaffSessionRow, StaffSessionRow.expires_at < before.sessions),
            )

    def conversations(self, before: datetime, *, limit: int) -> Sequence[str]:
        """Return conversations with words in them, without a lead and without a promise that is open, last seen before."""
        query = select(ConversationRow.id).where(_idle(before)).order_by(ConversationRow.last_seen).limit(limit)
        with self._database.reading() as session:
            return session.scalars(query).all()

    def empty_conversations(self, ids: Sequence[str], before: datetime) -> int:
        """Take all words out of those of them that are still as old; return how many."""
        with self._database.writing() as session:
            still = select(ConversationRow.id).where(ConversationRow.id.in_(ids), _idle(before)).with_for_update()
            found = session.scalars(still).all()
            empty(session, found)
            return len(found)

    def leads(self, before: datetime, *, limit: int) -> Sequence[tuple[int, str]]:
        """Return leads closed before, each with its conversation; a lead that was merged goes with the one it is part of."""
        query = select(LeadRow.id, LeadRow.conversation_id).where(_over(before)).order_by(LeadRow.id).limit(limit)
        with self._database.reading() as session:
            return [(lead_id, conversation_id) for lead_id, conversation_id in session.execute(query)]

    def remove_leads(self, ids: Sequence[int], before: datetime) -> int:
        """Delete those of them that are still closed, with their conversations; return how many."""
        with self._database.writing() as session:
            still = select(LeadRow.id, LeadRow.conversation_id).where(LeadRow.id.in_(ids), _over(before))
            found = session.execute(still.with_for_update()).all()
            gone, talks = [lead_id for lead_id, _ in found], {conversation for _, conversation in found}
            others = select(LeadRow.conversation_id).where(LeadRow.conversation_id.in_(talks), LeadRow.id.not_in(gone))
            remove(session, gone, sorted(talks.difference(session.scalars(others))))
            return len(found)

    def remove_rest(self, before: Before) -> Outdated:
        """Delete emptied conversations, what was delivered, and what signing in left behind; return how much."""
        return Outdated(
            emptied=self._remove(delete(ConversationRow).where(_emptied(before.leads))) if before.leads else 0,
            deliveries=self._remove_delivered(before.deliveries) if before.deliveries else 0,
            invitations=self._remove(delete(InvitationRow).where(InvitationRow.expires_at < before.invitations)),
            attempts=self._remove(delete(SignInAttemptRow).where(SignInAttemptRow.at < before.attempts)),
            sessions=self._remove(delete(StaffSessionRow).where(StaffSessionRow.expires_at < before.sessions)),
        )

    def _remove_delivered(self, before: datetime) -> int:
        removed, gone = 0, 1
        while gone:
            some = select(OutboxRow.id).where(_delivered(before)).limit(_AT_ONCE)
            gone = self._remove(delete(OutboxRow).where(OutboxRow.id.in_(some)))
            removed += gone
        return removed

    def _remove(self, statement: Delete) -> int:
        with self._database.writing() as session:
            return session.connection().execute(statement).rowcount


def _idle(before: datetime) -> ColumnElement[bool]:
    """Tell whether a conversation has words, is part of no lead, nobody talks in it, and nobody was promised anything in it."""
    led = select(LeadRow.id).where(LeadRow.conversation_id == ConversationRow.id).exists()
    linked = (
        select(LinkedConversationRow.id).where(LinkedConversationRow.conversation_id == ConversationRow.id).exists()
    )
    waited_for = or_(ConversationRow.handled_by_id.is_not(None), ConversationRow.person_wanted_at.is_not(None))
    return and_(ConversationRow.last_seen < before, ConversationRow.token_hash != NOBODY, ~waited_for, ~led, ~linked)


def _emptied(before: datetime) -> ColumnElement[bool]:
    return and_(ConversationRow.last_seen < before, ConversationRow.token_hash == NOBODY)


def _over(before: datetime) -> ColumnElement[bool]:
    """Tell whether a lead was closed before, or is part of one that was."""
    kept = aliased(LeadRow)
    whole = select(kept.id).where(kept.id == LeadRow.merged_into_id, kept.closed_at < before).exists()
    alone = and_(LeadRow.merged_into_id.is_(None), LeadRow.closed_at < before)
    return or_(alone, whole)


def _delivered(before: datetime) -> ColumnElement[bool]:
    """Tell whether everything was delivered that was to be, long enough ago."""
    mine = select(DeliveryRow.id).where(DeliveryRow.outbox_id == OutboxRow.id)
    open_ = mine.where(or_(DeliveryRow.delivered_at.is_(None), DeliveryRow.delivered_at >= before)).exists()
    return and_(OutboxRow.planned_at.is_not(None), OutboxRow.created_at < before, ~open_)


def _count(session: Session, table: type[Base], condition: ColumnElement[bool] | None) -> int:
    if condition is None:
        return 0
    return session.scalar(select(func.count()).select_from(table).where(condition)) or 0
