"""What every change of a transcript does: take the conversation's lock, add messages, read them with buttons and authors."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.transcript import TO_PERSON, Message, NewMessage
from frontdesk.store.conversation_rows import message_from, message_row
from frontdesk.store.conversation_tables import ConversationRow, MessageRow


def locked(session: Session, conversation_id: str, seen_at: datetime | None = None) -> ConversationRow:
    """Let one writer at a time change a conversation, so that ids grow in the order in which messages become visible.

    Moves ``last_seen`` where a time is given. Raises ConversationNotFound.
    """
    found = select(ConversationRow).where(ConversationRow.id == conversation_id).with_for_update()
    row = session.scalars(found).one_or_none()
    if row is None:
        raise ConversationNotFound(conversation_id)
    if seen_at is not None:
        row.last_seen = max(row.last_seen, seen_at)
    return row


def added(session: Session, conversation_id: str, messages: Sequence[NewMessage]) -> tuple[Message, ...]:
    """Add messages to a conversation that is locked, and return them with their ids."""
    kept = []
    for message in messages:
        row = message_row(conversation_id, message)
        session.add(row)
        session.flush()
        kept.append(Message(row.id, conversation_id, message))
    return tuple(kept)


def sent_before(session: Session, conversation_id: str, message: NewMessage) -> Message | None:
    """Return the message that was kept under the same id of its sender; none where there is none."""
    if message.client_message_id is None:
        return None
    same = messages_of(conversation_id).where(MessageRow.client_message_id == message.client_message_id)
    return next(iter(read(session, same)), None)


def is_for_person(session: Session, conversation: ConversationRow, messages: Sequence[NewMessage]) -> bool:
    """Tell whether the assistant must not say these: a person holds the conversation, or has taken what they answer upon them.

    The conversation must be locked: then nobody can take it over between this look and the commit.
    """
    if conversation.handled_by_id is not None:
        return True
    answered = {message.in_reply_to for message in messages if message.in_reply_to is not None}
    theirs = select(MessageRow.id).where(MessageRow.id.in_(answered), MessageRow.kind == TO_PERSON).limit(1)
    return bool(answered) and session.scalars(theirs).first() is not None


def messages_of(conversation_id: str) -> Select[MessageRow]:
    """Select a conversation's messages with their buttons and authors, oldest first."""
    query = select(MessageRow).where(MessageRow.conversation_id == conversation_id).order_by(MessageRow.id)
    return query.options(*whole())


def read(session: Session, query: Select[MessageRow]) -> tuple[Message, ...]:
    """Return the messages of a query."""
    return tuple(message_from(row) for row in session.scalars(query))


def whole() -> tuple[ORMOption, ...]:
    """Return what `read` needs to be loaded with a message."""
    return selectinload(MessageRow.quick_replies), joinedload(MessageRow.staff)
