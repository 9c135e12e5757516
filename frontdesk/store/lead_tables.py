"""Tables of leads, their consent and their events."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from frontdesk.store.base import Base, Json, JsonList
from frontdesk.store.lead_keys import LONGEST_KEY
from frontdesk.store.staff_tables import StaffRow

_FILTERED = (
    *("status", "owner_id", "outcome", "override_outcome", "sector", "country", "language", "channel"),
    *("investment_eur", "jobs_from", "answered_at", "merged_into_id"),
)

_MERGED = "merged_into_id IS NOT NULL"


class ConsentRow(Base):
    """What was agreed for one lead; rows are only ever added."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id", ondelete="CASCADE"), index=True)
    text_version: Mapped[str] = mapped_column(String(40))
    text_sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    given_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[str] = mapped_column(String(40))


class LeadRow(Base):
    """One lead with its qualification. Both the enquiry's id and the reference occur once.

    ``outcome`` is what the rules said; ``override_outcome``, where there is one, is what a person decided. ``answered_at`` is when a
    person first answered, ``warned_at`` when the last alarm of its clock went off. ``search_text`` is what the search looks through:
    lower case, without accents; ``organisation_key`` and ``jobs_from`` are what the inbox sorts and filters by. Its indexes hold every
    column it filters by, so that it reads the rows only of leads it shows. Ids of staff and of the lead it was merged into are kept
    without foreign keys, which SQLite cannot add to a table that others refer to; staff are never deleted.
    """

    __tablename__ = "leads"
    __table_args__ = (
        # Few are merged: an index of the others would only tempt SQLite to look nearly every lead up in it.
        Index("ix_leads_merged_into_id", "merged_into_id", sqlite_where=text(_MERGED), postgresql_where=text(_MERGED)),
        Index("ix_leads_by_created_at", "created_at", "id", "due_at", *_FILTERED),
        Index("ix_leads_by_due_at", "due_at", "id", "created_at", *_FILTERED),
        Index("ix_leads_by_score", "score", "id", "created_at", "due_at", *_FILTERED),
        Index("ix_leads_by_organisation_key", "organisation_key", "id", "created_at", "due_at", *_FILTERED),
        Index(
            "ix_leads_by_status",
            "status",
            "due_at",
            "owner_id",
            "answered_at",
            "outcome",
            "override_outcome",
            "merged_into_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    enquiry_id: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text, index=True)
    phone: Mapped[str | None] = mapped_column(String(40), index=True)
    country: Mapped[str] = mapped_column(Text, index=True)
    sector: Mapped[str] = mapped_column(Text)
    project: Mapped[str] = mapped_column(Text)
    investment_eur: Mapped[Decimal | None]
    investment_original: Mapped[str | None] = mapped_column(Text)
    jobs: Mapped[str | None] = mapped_column(Text)
    timeline: Mapped[str | None] = mapped_column(Text)
    words: Mapped[Json]
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(40), index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    score: Mapped[int]
    criteria: Mapped[JsonList]
    rules_version: Mapped[str] = mapped_column(String(40))
    override_outcome: Mapped[str | None] = mapped_column(String(20))
    override_reason: Mapped[str | None] = mapped_column(Text)
    override_by_id: Mapped[int | None]
    override_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None]
    assigned_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None]
    search_text: Mapped[str] = mapped_column(Text)
    email_key: Mapped[str] = mapped_column(String(200), index=True, server_default="")
    name_key: Mapped[str] = mapped_column(String(200), index=True, server_default="")
    organisation_key: Mapped[str] = mapped_column(
        String(LONGEST_KEY).with_variant(String(LONGEST_KEY, collation="C"), "postgresql")
    )
    jobs_from: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(index=True)

    owner: Mapped[StaffRow | None] = relationship(
        lazy="raise", primaryjoin=lambda: foreign(LeadRow.owner_id) == StaffRow.id, viewonly=True
    )
    consent: Mapped[ConsentRow] = relationship(
        lazy="raise", uselist=False, cascade="all, delete-orphan", passive_deletes=True
    )


class LeadEventRow(Base):
    """Something that happened to a lead; rows are only ever added."""

    __tablename__ = "lead_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    details: Mapped[Json]
