"""Where in the database something of a person, a lead or a conversation can be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String, cast, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.store.channel_tables import ChannelEventRow, ChannelThreadRow
from frontdesk.store.conversation_tables import ConversationRow, MessageRow, QuickReplyRow
from frontdesk.store.lead_desk_tables import LeadMergeRow, LeadNoteRow, LinkedConversationRow, NotDuplicateRow, TaskRow
from frontdesk.store.lead_tables import ConsentRow, LeadEventRow, LeadRow
from frontdesk.store.outbox_tables import DeliveryRow, DestinationRow, OutboxRow
from frontdesk.store.review_tables import ReviewOccasionRow

_CHUNK = 500  # ids in one statement


def leads_of(emails: Collection[str], until: datetime) -> ColumnElement[bool]:
    """Tell whether a lead is of one of these addresses."""
    return func.lower(LeadRow.email).in_(emails) & (LeadRow.created_at <= until)


def says(emails: Collection[str], until: datetime) -> ColumnElement[bool]:
    """Tell whether a message holds one of these addresses."""
    holds = (func.lower(MessageRow.text).contains(email, autoescape=True) for email in emails)
    return or_(*holds) & (MessageRow.sent_at <= until)


def conversations_of(session: Session, emails: Collection[str], leads: Sequence[int], until: datetime) -> set[str]:
    """Return the conversations that led to these leads, and those in which one of the addresses was typed."""
    found = set(session.scalars(select(MessageRow.conversation_id).where(says(emails, until))))
    for some in chunks(leads):
        found |= set(session.scalars(select(LeadRow.conversation_id).where(LeadRow.id.in_(some))))
    return found


def counts_of(session: Session, leads: Sequence[int], conversations: Sequence[str]) -> Mapping[str, int]:
    """Count, by table, what goes with these leads and conversations."""
    by_lead = {
        "consents": ConsentRow.lead_id,
        "events": LeadEventRow.lead_id,
        "notes": LeadNoteRow.lead_id,
        "tasks": TaskRow.lead_id,
        "outbox": OutboxRow.lead_id,
    }
    by_conversation = {
        "messages": MessageRow.conversation_id,
        "buttons": QuickReplyRow.conversation_id,
        "review": ReviewOccasionRow.conversation_id,
        "threads": ChannelThreadRow.conversation_id,
        "links": LinkedConversationRow.conversation_id,
    }
    counted = {name: _count(session, column, leads) for name, column in by_lead.items()}
    counted |= {name: _count(session, column, conversations) for name, column in by_conversation.items()}
    pairs = {"merges": (LeadMergeRow.kept_id, LeadMergeRow.merged_id)}
    pairs["distinctions"] = (NotDuplicateRow.first_id, NotDuplicateRow.second_id)
    counted |= {name: _count_either(session, *pair, leads) for name, pair in pairs.items()}
    return counted | {"deliveries": len(deliveries_of(session, leads))}


def deliveries_of(session: Session, leads: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Return id and destination of the deliveries about these leads."""
    query = select(DeliveryRow.id, DeliveryRow.destination).join(OutboxRow, OutboxRow.id == DeliveryRow.outbox_id)
    found = (session.execute(query.where(OutboxRow.lead_id.in_(some))) for some in chunks(leads))
    return tuple((id_, destination) for rows in found for id_, destination in rows)


def told_of(session: Session, leads: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the places outside that were told of these leads: there they are to be erased by hand."""
    query = select(DeliveryRow.destination).distinct().join(OutboxRow, OutboxRow.id == DeliveryRow.outbox_id)
    sent = query.where(DeliveryRow.delivered_at.is_not(None))
    keys = {key for some in chunks(leads) for key in session.scalars(sent.where(OutboxRow.lead_id.in_(some)))}
    names = {f"{row.kind}-{row.id}": row.name for row in session.scalars(select(DestinationRow))}
    return tuple(sorted(names.get(key, key) for key in keys))


def outbox_naming(emails: Collection[str]) -> ColumnElement[bool]:
    """Tell whether an entry of the outbox names one of these addresses."""
    payload = func.lower(cast(OutboxRow.payload, String))
    return or_(*(payload.contains(email, autoescape=True) for email in emails))


def events_of_threads(conversations: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether a messenger delivered something to one of these conversations."""
    thread = select(ChannelThreadRow.id).where(
        ChannelThreadRow.channel == ChannelEventRow.channel,
        ChannelThreadRow.peer == ChannelEventRow.peer,
        ChannelThreadRow.conversation_id.in_(conversations),
    )
    return thread.exists()


def gone(conversations: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether a conversation is one of these."""
    return ConversationRow.id.in_(conversations)


def chunks[Id: (int, str)](ids: Sequence[Id]) -> list[Sequence[Id]]:
    """Cut ids into lists that fit into one statement."""
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]


def _count(session: Session, column: SQLColumnExpression[Any], ids: Sequence[int] | Sequence[str]) -> int:
    cut = [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
    return sum(session.scalar(select(func.count()).where(column.in_(some))) or 0 for some in cut)


def _count_either(
    session: Session, one: SQLColumnExpression[int], other: SQLColumnExpression[int], ids: Sequence[int]
) -> int:
    return sum(
        session.scalar(select(func.count()).where(or_(one.in_(some), other.in_(some)))) or 0 for some in chunks(ids)
    )
