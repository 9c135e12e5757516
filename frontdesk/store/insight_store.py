"""Counts for the dashboard: whole days in a few statements each, out of indexes where there are many rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Label, and_, case, func, select
from sqlalchemy.orm import Session

from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.days import Days
from frontdesk.services.insight import (
    Cited,
    Funnel,
    Given,
    LeadSide,
    OwnerPromise,
    Promise,
    TalkSide,
    Unanswered,
    hour_in,
)
from frontdesk.services.review import ReviewReason
from frontdesk.services.transcript import Author, Rating
from frontdesk.store import insight_queries as put
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.store.index_scan import scanned
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.review_tables import ReviewItemRow, ReviewOccasionRow
from frontdesk.store.session import Database

_UNANSWERED = (
    ReviewReason.REFUSED.value,
    ReviewReason.UNKNOWN_NAME.value,
    ReviewReason.NOT_UNDERSTOOD.value,
    ReviewReason.FAILED.value,
)


class SqlInsight:
    """Fills the port InsightStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def opened_by_hour(self, days: Days) -> Mapping[datetime, int]:
        """Count the conversations opened in each hour, named by its beginning in UTC."""
        with self._database.reading() as session:
            hour = put.hour_of(ConversationRow.created_at, _dialect(session)).label("hour")
            query = select(hour, func.count()).where(put.within(ConversationRow.created_at, days)).group_by(hour)
            return {hour_in(text): count for text, count in session.execute(query)}

    def opened_by(self, days: Days, side: TalkSide) -> Mapping[str, int]:
        """Count the conversations opened in each language, or on each channel."""
        column = put.talk_sides()[side]
        query = select(column, func.count()).where(put.within(ConversationRow.created_at, days)).group_by(column)
        with self._database.reading() as session:
            return dict(session.execute(query).all())

    def funnel(self, days: Days) -> Funnel:
        """Count how far the conversations opened came."""
        steps = {
            "asked": put.has_message(Author.VISITOR),
            "answered": put.has_message(Author.ASSISTANT, put.is_answering()),
            "begun": put.has_message(Author.ASSISTANT, MessageRow.asks.is_not(None)),
            "leads": put.has_lead(),
            "qualified": put.has_lead(put.outcome_now() == Outcome.QUALIFIED.value),
        }
        reached = [_count_if(step).label(name) for name, step in steps.items()]
        query = select(func.count().label("opened"), *reached).where(put.within(ConversationRow.created_at, days))
        with self._database.reading() as session:
            return Funnel(**session.execute(query.select_from(ConversationRow)).mappings().one())

    def given(self, days: Days) -> Sequence[Given]:
        """Count the assistant's answers."""
        thumbs = [_count_if(MessageRow.rating == rating.value).label(rating.value) for rating in Rating]
        query = select(MessageRow.language, MessageRow.kind, func.count().label("count"), *thumbs)
        counted = query.where(put.within(MessageRow.sent_at, days), put.is_answer())
        with self._database.reading() as session:
            found = session.execute(counted.group_by(MessageRow.language, MessageRow.kind))
            return [Given(**row) for row in found.mappings()]

    def cited(self, days: Days) -> Sequence[Cited]:
        """Count what was answered, by intent and facts."""
        with self._database.reading() as session:
            intent, citations = put.intent_of(_dialect(session)).label("intent"), put.citations_of().label("citations")
            query = select(intent, citations, func.count()).where(
                put.within(MessageRow.sent_at, days), put.is_answering()
            )
            found = session.execute(query.group_by(intent, citations))
            return [Cited(intent, put.fact_ids_in(citations), count) for intent, citations, count in found]

    def unanswered(self, days: Days, *, limit: int) -> Sequence[Unanswered]:
        """Return what was asked most and not answered."""
        count = func.count(ReviewOccasionRow.message_id.distinct())
        asked = (
            select(ReviewOccasionRow.item_id, count.label("times"))
            .where(put.within(ReviewOccasionRow.at, days), ReviewOccasionRow.why.in_(_UNANSWERED))
            .group_by(ReviewOccasionRow.item_id)
            .order_by(count.desc(), ReviewOccasionRow.item_id)
            .limit(limit)
            .subquery()
        )
        listing = select(ReviewItemRow, asked.c.times).join(asked, asked.c.item_id == ReviewItemRow.id)
        with self._database.reading() as session:
            found = session.execute(listing.order_by(asked.c.times.desc(), ReviewItemRow.id))
            return [_unanswered(row, times) for row, times in found]

    def leads(self, days: Days, side: LeadSide) -> Mapping[str | None, int]:
        """Count the leads recorded, without those that were merged into another."""
        value: Label[str | None] = put.lead_sides()[side].label("value")
        query = select(value, func.count()).where(_recorded(days)).group_by(value)
        with self._database.reading() as session:
            return dict(session.execute(query).all())

    def promises(self, days: Days, *, now: datetime) -> Sequence[OwnerPromise]:
        """Count how promises to leads were kept, by owner; without leads nobody need answer."""
        closed = [status.value for status in LeadStatus if status.is_closed]
        answered = LeadRow.answered_at.is_not(None)
        open_ = and_(LeadRow.answered_at.is_(None), LeadRow.status.not_in(closed))
        states = (
            and_(answered, LeadRow.answered_at <= LeadRow.due_at),
            and_(answered, LeadRow.answered_at > LeadRow.due_at),
            and_(open_, LeadRow.due_at >= now),
            and_(open_, LeadRow.due_at < now),
        )
        query = select(LeadRow.owner_id, *(_count_if(state) for state in states)).where(_recorded(days))
        with self._database.reading() as session:
            found = session.execute(query.group_by(LeadRow.owner_id))
            return [OwnerPromise(owner, Promise(*counts)) for owner, *counts in found]

    def median(self, days: Days) -> timedelta | None:
        """Return how long the middle one of the answered leads waited."""
        answered = and_(_recorded(days), LeadRow.answered_at.is_not(None))
        with self._database.reading() as session:
            many = session.scalar(select(func.count()).select_from(LeadRow).where(answered)) or 0
            waited = put.seconds_between(LeadRow.created_at, LeadRow.answered_at, _dialect(session)).label("waited")
            middle = select(waited).where(answered).order_by(waited).offset((many - 1) // 2).limit(2 - many % 2)
            found = session.scalars(middle).all() if many else []
            return timedelta(seconds=sum(found) / len(found)) if found else None


def _dialect(session: Session) -> str:
    return session.connection().dialect.name


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _recorded(days: Days) -> ColumnElement[bool]:
    return and_(put.within(LeadRow.created_at, days), scanned(LeadRow.merged_into_id).is_(None))


def _unanswered(row: ReviewItemRow, times: int) -> Unanswered:
    return Unanswered(row.id, row.text, row.language, row.intent, row.status, times)
