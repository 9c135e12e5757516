"""The table of the audit log: append-only, each row sealed with the one before it."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, Json


class AuditRow(Base):
    """Something somebody did. ``details`` holds ids and names of fields, never personal data; triggers refuse changes."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "object_kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(100), index=True)
    action: Mapped[str] = mapped_column(String(40))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(200))
    details: Mapped[Json]
    seal: Mapped[str] = mapped_column(String(64))
