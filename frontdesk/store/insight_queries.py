"""Parts of the dashboard's statements that SQLite and PostgreSQL put differently, and conditions that several share."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, SQLColumnExpression, String, and_, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from frontdesk.facts.answer import AnswerKind
from frontdesk.services.days import Days
from frontdesk.services.insight import AnswerGroup, LeadSide, TalkSide, kinds_of
from frontdesk.services.transcript import Author
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.store.lead_tables import LeadRow

type Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def within(moment: Moment, days: Days) -> ColumnElement[bool]:
    """Tell whether something was in these days."""
    return and_(moment >= days.since, moment < days.until)


def hour_of(moment: Moment, dialect: str) -> ColumnElement[str]:
    """Return "2026-11-23 14" in UTC. Brussels is whole hours away, so that hours can be added up to its days."""
    if dialect == "sqlite":
        return func.substr(moment, 1, 13, type_=String)
    return func.to_char(moment, "YYYY-MM-DD HH24", type_=String)


def seconds_between(start: Moment, end: Moment, dialect: str) -> ColumnElement[float]:
    """Return how many seconds lie between two moments of a row."""
    if dialect == "sqlite":
        return (func.julianday(end, type_=Float) - func.julianday(start, type_=Float)) * 86400.0
    return cast(func.extract("epoch", end) - func.extract("epoch", start), Float)


def intent_of(dialect: str) -> ColumnElement[str]:
    """Return the intent an answer was given to."""
    if dialect == "sqlite":
        return func.json_extract(MessageRow.understood, "$.intent", type_=String)
    return func.json_extract_path_text(MessageRow.understood, "intent", type_=String)


def citations_of() -> ColumnElement[str]:
    """Return the citations as text: answers that cite the same have the same, so they are read once for all of them."""
    return cast(MessageRow.citations, String)


def fact_ids_in(citations: str | None) -> tuple[str, ...]:
    """Read the facts in a text of citations."""
    return tuple(str(cited["fact_id"]) for cited in json.loads(citations or "[]"))


def is_answer() -> ColumnElement[bool]:
    """Tell whether a message is the assistant's answer to a question, whatever it came to."""
    return MessageRow.kind.in_([kind.value for kind in AnswerKind])


def is_answering() -> ColumnElement[bool]:
    """Tell whether a message answers a question with what is held."""
    return MessageRow.kind.in_(kinds_of(AnswerGroup.ANSWERED))


def outcome_now() -> ColumnElement[str]:
    """Return what a person decided of a lead, else what the rules said."""
    return func.coalesce(LeadRow.override_outcome, LeadRow.outcome)


def talk_sides() -> Mapping[TalkSide, InstrumentedAttribute[str]]:
    """Return what conversations are counted by."""
    return {TalkSide.LANGUAGE: ConversationRow.language, TalkSide.CHANNEL: ConversationRow.channel}


def lead_sides() -> Mapping[LeadSide, SQLColumnExpression[Any]]:
    """Return what leads are counted by."""
    return {
        LeadSide.SECTOR: LeadRow.sector,
        LeadSide.COUNTRY: LeadRow.country,
        LeadSide.OUTCOME: outcome_now(),
        LeadSide.OWNER: cast(LeadRow.owner_id, String),
        LeadSide.STATUS: LeadRow.status,
        LeadSide.LANGUAGE: LeadRow.language,
        LeadSide.CHANNEL: LeadRow.channel,
    }


def has_message(author: Author, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether somebody said such a thing in a conversation."""
    said = (MessageRow.conversation_id == ConversationRow.id, MessageRow.author == author.value)
    return select(literal(1)).where(*said, *conditions).exists()


def has_lead(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether a conversation led to a lead."""
    return select(literal(1)).where(LeadRow.conversation_id == ConversationRow.id, *conditions).exists()
