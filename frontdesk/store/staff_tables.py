"""Tables of staff: who they are, what they look after, when they are away, and their signed-in sessions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, JsonList


class StaffRow(Base):
    """One member of staff. ``email`` is lower case. Nobody is deleted, because what they did names them."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    is_active: Mapped[bool]
    password_hash: Mapped[str | None] = mapped_column(Text)
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    oidc_subject: Mapped[str | None] = mapped_column(String(300), unique=True)
    sectors: Mapped[JsonList]
    countries: Mapped[JsonList]
    spoken: Mapped[JsonList]
    takes_leads: Mapped[bool]
    uses_shortcuts: Mapped[bool] = mapped_column(default=True)
    last_assigned_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AbsenceRow(Base):
    """Days on which a member of staff is away, both included; ``deputy_id`` takes their leads meanwhile."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class StaffSessionRow(Base):
    """A signed-in browser. Only hashes of its token are kept. ``confirmed_at`` is when the second factor was given."""

    __tablename__ = "staff_sessions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(200))


class InvitationRow(Base):
    """A link to set a password with, used once. Only a hash of its token is kept."""

    __tablename__ = "invitations"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttemptRow(Base):
    """A failed sign-in, kept for as long as it slows the next one down. ``key`` is a hash of an e-mail address or a network address."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class RecoveryCodeRow(Base):
    """A code that stands in for a lost second factor, once. Only a hash of it is kept."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]


class RoutingRuleRow(Base):
    """Who gets which leads. An empty list asks for nothing; the first rule by ``position`` that fits decides."""

    __tablename__ = "routing_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    sectors: Mapped[JsonList]
    countries: Mapped[JsonList]
    languages: Mapped[JsonList]
    min_investment_eur: Mapped[int | None]
    min_jobs: Mapped[int | None]
    staff_ids: Mapped[JsonList]
    is_active: Mapped[bool]
