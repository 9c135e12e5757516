"""Tables of the messengers: what they delivered, and which conversation each thread of theirs is."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, Json


class ChannelThreadRow(Base):
    """One person's thread on one messenger. What the conversation holds beyond ``sent_to`` is still to be sent to it."""

    __tablename__ = "channel_threads"
    __table_args__ = (UniqueConstraint("channel", "peer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    peer: Mapped[str] = mapped_column(String(300))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), unique=True)
    address: Mapped[Json]
    sent_to: Mapped[int]
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class ChannelEventRow(Base):
    """Something a messenger delivered. What was said is emptied once it is in the conversation; the ids stay, to notice it again."""

    __tablename__ = "channel_events"
    __table_args__ = (
        UniqueConstraint("channel", "event_id"),
        Index(None, "handled_at", "next_attempt_at"),
        Index(None, "channel", "peer", "handled_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str] = mapped_column(String(200))
    peer: Mapped[str] = mapped_column(String(300))
    told: Mapped[Json]
    received_at: Mapped[datetime]
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
