"""The conversations that are going on now, as staff see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.services.takeover import LiveConversation
from frontdesk.services.transcript import Author, Conversation, Message
from frontdesk.store.conversation_messages import read, whole
from frontdesk.store.conversation_rows import conversation_from
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.store.lead_desk_tables import LinkedConversationRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import StaffRow

_MOST = 100


class SqlLiveConversations:
    """Fills the port LiveConversations on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting_or_active(self, *, wanted_since: datetime, active_since: datetime) -> Sequence[LiveConversation]:
        """Return those that wait for a person, longest first, then those taken over, then those active since, latest first."""
        active = and_(ConversationRow.last_seen >= active_since, _visitor_spoke())
        shown = or_(_waits(wanted_since), ConversationRow.handled_by_id.is_not(None), active)
        query = select(ConversationRow).where(shown).order_by(ConversationRow.last_seen.desc()).limit(_MOST)
        with self._database.reading() as session:
            found = [conversation_from(row) for row in session.scalars(query)]
            return sorted(_with_what_is_shown(session, found), key=_rank)

    def waiting(self, since: datetime) -> int:
        """Return how many wait for a person."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(ConversationRow).where(_waits(since))) or 0

    def get(self, conversation_id: str) -> LiveConversation | None:
        """Return one conversation, live or long over."""
        with self._database.reading() as session:
            row = session.get(ConversationRow, conversation_id)
            return None if row is None else _with_what_is_shown(session, [conversation_from(row)])[0]


def _waits(since: datetime) -> ColumnElement[bool]:
    return and_(ConversationRow.person_wanted_at >= since, ConversationRow.handled_by_id.is_(None))


def _visitor_spoke() -> ColumnElement[bool]:
    said = (MessageRow.conversation_id == ConversationRow.id, MessageRow.author == Author.VISITOR.value)
    return exists().where(*said)


def _rank(live: LiveConversation) -> tuple[int, float]:
    seen = live.conversation.last_seen.timestamp()
    if live.conversation.handled_by is not None:
        return 1, -seen
    wanted = live.conversation.person_wanted_at
    return (2, -seen) if wanted is None else (0, wanted.timestamp())


def _with_what_is_shown(session: Session, found: Sequence[Conversation]) -> list[LiveConversation]:
    ids = [conversation.id for conversation in found]
    last, leads = _last_words(session, ids), _leads(session, ids)
    names = _names(session, {conversation.handled_by for conversation in found} - {None})
    return [
        LiveConversation(
            conversation=conversation,
            last=last.get(conversation.id),
            holder=names.get(conversation.handled_by),
            lead=leads.get(conversation.id),
        )
        for conversation in found
    ]


def _last_words(session: Session, ids: Sequence[str]) -> Mapping[str, Message]:
    """Return the last thing said in each, whoever said it; notices are no words."""
    newest = select(func.max(MessageRow.id)).where(
        MessageRow.conversation_id.in_(ids), MessageRow.author != Author.NOTICE.value
    )
    query = select(MessageRow).where(MessageRow.id.in_(newest.group_by(MessageRow.conversation_id)))
    return {message.conversation_id: message for message in read(session, query.options(*whole()))}


def _leads(session: Session, ids: Sequence[str]) -> Mapping[str, str]:
    """Return the lead that each led to, else the one it was linked with."""
    link = LinkedConversationRow
    linked = select(link.conversation_id, LeadRow.reference).join(LeadRow, LeadRow.id == link.lead_id)
    own = select(LeadRow.conversation_id, LeadRow.reference).where(LeadRow.conversation_id.in_(ids))
    found = session.execute(linked.where(link.conversation_id.in_(ids)).order_by(link.id)).all()
    return {row[0]: row[1] for row in (*found, *session.execute(own.order_by(LeadRow.id)).all())}


def _names(session: Session, ids: set[int | None]) -> Mapping[int | None, str]:
    query = select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(query).all()}
