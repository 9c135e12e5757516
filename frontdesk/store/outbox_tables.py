"""Tables of what is to be told to the outside: what happened, where it goes, and each delivery with its attempts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, Json, JsonList


class OutboxRow(Base):
    """Something that happened, written in the transaction in which it did. ``planned_at`` is when its deliveries were made of it."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(60))
    payload: Mapped[Json]
    created_at: Mapped[datetime]
    planned_at: Mapped[datetime | None] = mapped_column(index=True)


class DestinationRow(Base):
    """A place outside that is told of some topics. ``secret`` is encrypted."""

    __tablename__ = "destinations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    topics: Mapped[JsonList]
    options: Mapped[Json]
    secret: Mapped[str | None] = mapped_column(Text)
    is_active: Mapped[bool]
    created_at: Mapped[datetime]


class DeliveryRow(Base):
    """One thing to be told to one destination, with its attempts so far. ``claimed_until`` keeps a second courier away."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "status", "next_attempt_at"), Index(None, "status", "created_at"))

    id: Mapped[str] = mapped_column(String(140), primary_key=True)
    outbox_id: Mapped[str] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    destination: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
