"""Conversations, messages and buttons as rows and back."""

from dataclasses import asdict
from typing import Any

from frontdesk.services.transcript import (
    Author,
    CitedSource,
    Conversation,
    Guess,
    Message,
    Names,
    NewMessage,
    QuickReply,
    Rating,
    Understanding,
)
from frontdesk.store.conversation_tables import ConversationRow, MessageRow, QuickReplyRow
from frontdesk.values import Language


def conversation_from(row: ConversationRow) -> Conversation:
    """Return the conversation of a row."""
    return Conversation(
        id=row.id,
        token_hash=row.token_hash,
        language=Language(row.language),
        channel=row.channel,
        created_at=row.created_at,
        last_seen=row.last_seen,
        handled_by=row.handled_by_id,
        handled_since=row.handled_since,
        person_wanted_at=row.person_wanted_at,
        promised_until=row.promised_until,
    )


def conversation_row(conversation: Conversation) -> ConversationRow:
    """Return the row of a conversation."""
    return ConversationRow(
        id=conversation.id,
        token_hash=conversation.token_hash,
        language=conversation.language.value,
        channel=conversation.channel,
        created_at=conversation.created_at,
        last_seen=conversation.last_seen,
        handled_by_id=conversation.handled_by,
        handled_since=conversation.handled_since,
        person_wanted_at=conversation.person_wanted_at,
        promised_until=conversation.promised_until,
    )


def message_from(row: MessageRow) -> Message:
    """Return the message of a row whose buttons and author are loaded."""
    content = NewMessage(
        author=Author(row.author),
        text=row.text,
        language=Language(row.language),
        sent_at=row.sent_at,
        client_message_id=row.client_message_id,
        in_reply_to=row.in_reply_to,
        asks=row.asks,
        kind=row.kind,
        citations=tuple(CitedSource(**cited) for cited in row.citations),
        quick_replies=tuple(quick_reply_from(reply) for reply in row.quick_replies),
        understood=None if row.understood is None else _understanding(row.understood),
        rating=Rating(row.rating) if row.rating else None,
        staff_id=row.staff_id,
        staff_name=row.staff.name if row.staff else None,
    )
    return Message(row.id, row.conversation_id, content)


def message_row(conversation_id: str, message: NewMessage) -> MessageRow:
    """Return the row of a message with its buttons."""
    return MessageRow(
        conversation_id=conversation_id,
        author=message.author.value,
        text=message.text,
        language=message.language.value,
        sent_at=message.sent_at,
        client_message_id=message.client_message_id,
        in_reply_to=message.in_reply_to,
        asks=message.asks,
        kind=message.kind,
        citations=[asdict(cited) for cited in message.citations],
        understood=asdict(message.understood) if message.understood else None,
        rating=message.rating.value if message.rating else None,
        staff_id=message.staff_id,
        quick_replies=[
            QuickReplyRow(
                id=reply.id,
                conversation_id=conversation_id,
                position=position,
                title=reply.title,
                payload=reply.payload,
                used_at=reply.used_at,
            )
            for position, reply in enumerate(message.quick_replies, start=1)
        ],
    )


def quick_reply_from(row: QuickReplyRow) -> QuickReply:
    """Return the button of a row."""
    return QuickReply(row.id, row.title, row.payload, row.used_at)


def _understanding(kept: dict[str, Any]) -> Understanding:
    return Understanding(
        intent=kept["intent"],
        confidence=kept["confidence"],
        rejected=kept["rejected"],
        alternatives=tuple(Guess(**guess) for guess in kept["alternatives"]),
        names=Names(**{kind: tuple(found) for kind, found in kept["names"].items()}) if kept["names"] else None,
    )
