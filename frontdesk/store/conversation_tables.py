"""Tables of conversations, their messages and the buttons offered."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from frontdesk.store.base import Base, Json, JsonList
from frontdesk.store.staff_tables import StaffRow


class ConversationRow(Base):
    """One visitor's conversation.

    ``handled_by_id`` is the member of staff who has taken it over: the assistant says nothing while there is one. ``person_wanted_at``
    is when the visitor asked for a person, ``promised_until`` until when one was promised, or an answer of theirs.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index(None, "created_at", "language", "channel"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    last_seen: Mapped[datetime] = mapped_column(index=True)
    handled_by_id: Mapped[int | None] = mapped_column(index=True)
    handled_since: Mapped[datetime | None]
    person_wanted_at: Mapped[datetime | None] = mapped_column(index=True)
    promised_until: Mapped[datetime | None] = mapped_column(index=True)


class QuickReplyRow(Base):
    """A button issued with a message to one conversation."""

    __tablename__ = "quick_replies"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    used_at: Mapped[datetime | None]


class MessageRow(Base):
    """One message. Ids are never used again, also after an erasure, so that "after this id" stays true."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_message_id"),
        Index(None, "conversation_id", "id"),
        Index(None, "sent_at", "kind", "language", "rating"),
        Index(None, "conversation_id", "author", "kind", "asks"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    sent_at: Mapped[datetime]
    client_message_id: Mapped[str | None] = mapped_column(String(200))
    in_reply_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    asks: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str | None] = mapped_column(String(40))
    citations: Mapped[JsonList]
    understood: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    rating: Mapped[str | None] = mapped_column(String(10))

    quick_replies: Mapped[list[QuickReplyRow]] = relationship(
        order_by=QuickReplyRow.position, lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    staff: Mapped[StaffRow | None] = relationship(
        lazy="raise", primaryjoin=lambda: foreign(MessageRow.staff_id) == StaffRow.id, viewonly=True
    )
