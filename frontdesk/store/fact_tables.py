"""Tables of facts with their history, of subjects and attributes, of imports, and the number of the present state."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, Json, JsonList


class KnowledgeState(Base):
    """One row. Its version grows with every change; imports lock it, so that they happen one after the other."""

    __tablename__ = "knowledge_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]


class SubjectRow(Base):
    """Something facts are about, with its names and aliases."""

    __tablename__ = "subjects"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str | None] = mapped_column(String(10))
    names: Mapped[Json]
    aliases: Mapped[JsonList]


class AttributeRow(Base):
    """What can be stated about a subject."""

    __tablename__ = "attributes"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int]
    topic: Mapped[str] = mapped_column(String(100))
    means: Mapped[str] = mapped_column(Text)
    held: Mapped[bool]


class FactRow(Base):
    """A fact's identity: its place in the files, which of its versions is current, and which one the files said last.

    A fact that staff added has no ``filed_version``; an import takes over only what the files say differently than last time.
    """

    __tablename__ = "facts"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    position: Mapped[int]
    current_version: Mapped[int]
    filed_version: Mapped[int | None]


class FactVersionRow(Base):
    """One version of a fact; rows are only ever added."""

    __tablename__ = "fact_versions"
    __table_args__ = (Index(None, "subject_id", "attribute_id"),)

    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic: Mapped[str] = mapped_column(String(100))
    subject_id: Mapped[str] = mapped_column(ForeignKey("subjects.id"))
    attribute_id: Mapped[str] = mapped_column(ForeignKey("attributes.id"))
    value: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(String(10))
    as_of: Mapped[str] = mapped_column(String(10))
    valid_until: Mapped[date | None]
    confidence: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10))
    review_by: Mapped[date]
    source_title: Mapped[str] = mapped_column(Text)
    source_url: Mapped[str] = mapped_column(Text)
    source_retrieved: Mapped[date]
    source_dated: Mapped[bool]
    also_answers: Mapped[JsonList]
    also_about: Mapped[JsonList]
    statement: Mapped[Json]
    caution: Mapped[Json]
    examples: Mapped[Json]
    near_misses: Mapped[Json]
    author: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class LearnedWordingRow(Base):
    """An example question that came from visitors and was approved; imports of the files, which lack it, keep it."""

    __tablename__ = "learned_wordings"
    __table_args__ = (UniqueConstraint("fact_id", "language", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(String(300))
    author: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class ImportRunRow(Base):
    """One import that changed something, and how much."""

    __tablename__ = "import_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    knowledge_version: Mapped[int] = mapped_column(unique=True)
    added: Mapped[int]
    superseded: Mapped[int]
    retracted: Mapped[int]
    subjects: Mapped[int]
    attributes: Mapped[int]
