"""The figures of the database are those that counting in plain Python gives, on days that are Brussels days."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest

from frontdesk.enquiry.sector_words import Sector
from frontdesk.services.days import Days
from frontdesk.services.insight import (
    AnswerGroup,
    LeadSide,
    TalkSide,
    answers,
    by_day,
    lead_counts,
    questions,
    whole_promise,
)
from frontdesk.services.review import Answered, Occasion, ReviewReason
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.insight_store import SqlInsight
from frontdesk.store.review_store import SqlReviewQueue
from frontdesk.store.session import Database
from frontdesk.values import Language
from tests.factories import NOON, make_conversation, make_message
from tests.store.insight_world import World, brussels, counted, is_answer, make_world, outcome

pytestmark = pytest.mark.store

STRETCHES = [
    Days(date(2026, 3, 23), date(2026, 4, 4)),
    Days(date(2026, 3, 29), date(2026, 3, 29)),  # a day of 23 hours
    Days(date(2026, 10, 25), date(2026, 10, 25)),  # a day of 25 hours
    Days(date(2026, 10, 20), date(2026, 10, 26)),
    Days(date(2025, 1, 1), date(2026, 12, 31)),
    Days(date(2030, 1, 1), date(2030, 1, 7)),
]


@pytest.fixture
def world(database: Database) -> World:
    return make_world(database, 1, conversations=250)


@pytest.fixture
def insight(database: Database) -> SqlInsight:
    return SqlInsight(database)


@pytest.mark.parametrize("days", STRETCHES, ids=str)
def test_conversations_of_each_day_language_and_channel(world: World, insight: SqlInsight, days: Days) -> None:
    opened = world.opened(days.first, days.last)
    expected = dict.fromkeys(days, 0) | counted(brussels(one["created_at"]) for one in opened)
    assert by_day(insight.opened_by_hour(days), days) == expected
    assert insight.opened_by(days, TalkSide.LANGUAGE) == counted(one["language"] for one in opened)
    assert insight.opened_by(days, TalkSide.CHANNEL) == counted(one["channel"] for one in opened)


@pytest.mark.parametrize("days", STRETCHES, ids=str)
def test_how_far_conversations_came(world: World, insight: SqlInsight, days: Days) -> None:
    found = insight.funnel(days)
    told = (found.opened, found.asked, found.answered, found.begun, found.leads, found.qualified)
    assert told == world.funnel(days.first, days.last)


@pytest.mark.parametrize("days", STRETCHES, ids=str)
def test_what_came_of_questions_and_the_thumbs(world: World, insight: SqlInsight, days: Days) -> None:
    given = [one for one in world.said(days.first, days.last) if is_answer(one)]
    found = answers(insight.given(days))
    assert found.total == len(given)
    for group in AnswerGroup:
        assert found.by_group[group] == sum(is_answer(one, group) for one in given)
        for language in {one["language"] for one in given}:
            mine = [one for one in given if one["language"] == language]
            assert found.by_language[language][group] == sum(is_answer(one, group) for one in mine)
    assert (found.up, found.down) == tuple(sum(one["rating"] == way for one in given) for way in ("up", "down"))


@pytest.mark.parametrize("days", STRETCHES, ids=str)
def test_what_was_asked_most(world: World, insight: SqlInsight, days: Days) -> None:
    told = [one for one in world.said(days.first, days.last) if is_answer(one, AnswerGroup.ANSWERED)]
    facts = Counter(cited["fact_id"] for one in told for cited in one["citations"])
    intents = Counter(one["understood"]["intent"] for one in told if one["understood"])
    found = questions(insight.cited(days))
    assert found.facts == facts
    assert found.intents == intents
    assert list(found.facts.values()) == sorted(facts.values(), reverse=True)


@pytest.mark.parametrize("days", STRETCHES, ids=str)
def test_leads_by_every_side(world: World, insight: SqlInsight, days: Days) -> None:
    leads = world.recorded(days.first, days.last)

    def counts(side: LeadSide) -> dict[str, int]:
        return {name: count for name, count in lead_counts(insight.leads(days, side), side).items() if count}

    known = set(Sector)
    assert counts(LeadSide.SECTOR) == counted(one["sector"] if one["sector"] in known else "another" for one in leads)
    assert counts(LeadSide.COUNTRY) == counted(one["country"] for one in leads)
    assert counts(LeadSide.OUTCOME) == counted(outcome(one) for one in leads)
    assert counts(LeadSide.OWNER) == counted(str(one["owner_id"] or "") for one in leads)
    assert counts(LeadSide.STATUS) == counted(one["status"] for one in leads)
    assert counts(LeadSide.LANGUAGE) == counted(one["language"] for one in leads)
    assert counts(LeadSide.CHANNEL) == counted(one["channel"] for one in leads)


@pytest.mark.parametrize("days", STRETCHES, ids=str)
def test_how_promises_were_kept(world: World, insight: SqlInsight, days: Days) -> None:
    now = datetime(2026, 10, 26, 9, tzinfo=UTC)
    leads = world.recorded(days.first, days.last)
    late = [one for one in leads if one["answered_at"] and one["answered_at"] > one["due_at"]]
    kept = [one for one in leads if one["answered_at"] and one["answered_at"] <= one["due_at"]]
    open_ = [one for one in leads if not one["answered_at"] and not one["closed_at"]]
    over = [one for one in open_ if one["due_at"] < now]
    by_owner = insight.promises(days, now=now)
    found = whole_promise(by_owner, insight.median(days))
    assert (found.in_time, found.late, found.overdue) == (len(kept), len(late), len(over))
    assert found.waiting == len(open_) - len(over)
    waits = [(one["answered_at"] - one["created_at"]).total_seconds() for one in (*kept, *late)]
    assert (
        found.median is None
        if not waits
        else found.median == pytest.approx(timedelta(seconds=median(waits)), abs=timedelta(milliseconds=5))
    )
    for one in by_owner:
        assert one.promise.in_time == sum(lead["owner_id"] == one.owner_id for lead in kept)


def test_what_was_asked_and_not_answered(database: Database, insight: SqlInsight) -> None:
    queue, store, conversation = SqlReviewQueue(database), SqlConversationStore(database), make_conversation()
    store.create(conversation)
    days = Days(date(2026, 11, 23), date(2026, 11, 23))

    def ask(text: str, why: ReviewReason, at: datetime = NOON) -> None:
        message, _ = store.append(conversation.id, make_message(text=text))
        answered = Answered("refusal", (), "ask_revenue", 0.7, ())
        queue.note(text, Language.EN, answered, Occasion(conversation.id, message.id, why, at))

    for text, why in (
        ("What is the revenue of [organisation]?", ReviewReason.REFUSED),
        ("What is the revenue of [organisation]?", ReviewReason.REFUSED),
        ("gibberish", ReviewReason.NOT_UNDERSTOOD),
        ("a fine answer", ReviewReason.THUMBS_DOWN),
    ):
        ask(text, why)
    ask("the day before", ReviewReason.REFUSED, NOON - timedelta(days=1))
    found = insight.unanswered(days, limit=10)
    assert [(one.text, one.count) for one in found] == [("What is the revenue of [organisation]?", 2), ("gibberish", 1)]
    assert len(insight.unanswered(days, limit=1)) == 1
