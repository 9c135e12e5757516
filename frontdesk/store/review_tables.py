"""Tables of the review queue: masked texts, and the messages they stand for."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.store.base import Base, JsonList


class ReviewOccasionRow(Base):
    """A message that said a text, and one reason why it is in the queue. Goes with its conversation."""

    __tablename__ = "review_occasions"
    __table_args__ = (UniqueConstraint("message_id", "why"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_items.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    why: Mapped[str] = mapped_column(String(20))
    chosen: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(index=True)


class ReviewItemRow(Base):
    """A masked text in the queue, what it led to and what was decided. It has nobody's id; without occasions it is deleted."""

    __tablename__ = "review_items"
    __table_args__ = (UniqueConstraint("language", "text_key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    text_key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str | None] = mapped_column(String(40))
    fact_ids: Mapped[JsonList]
    intent: Mapped[str | None] = mapped_column(String(100))
    confidence: Mapped[float | None]
    alternatives: Mapped[JsonList]
    status: Mapped[str] = mapped_column(String(20), index=True)
    target: Mapped[str | None] = mapped_column(String(200))
    wording: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None]
    exported_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    occasions: Mapped[list[ReviewOccasionRow]] = relationship(
        order_by=ReviewOccasionRow.id, lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
