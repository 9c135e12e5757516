"""A reply is sent once, stops the clock and leaves a task to follow it up, all in one transaction."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from frontdesk.leads.announcements import Reply
from frontdesk.leads.clock import ResponseClock
from frontdesk.qualification.model import Lead
from frontdesk.rendering.replies import ReplyTemplates
from frontdesk.services.answer_lead import Answered, AnswerLead, ReplyRefused
from frontdesk.services.current_knowledge import CurrentKnowledge
from frontdesk.services.lead_problems import LeadNotFound, MergedAway
from frontdesk.services.transcript import CitedSource
from frontdesk.services.watch_clock import watch
from frontdesk.staff.member import Member
from frontdesk.store.answer_store import SqlAnswers
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.clock_store import SqlLeadClock
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.fact_store import SqlFactStore
from frontdesk.store.lead_desk_tables import TaskRow
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import SqlOutbox
from frontdesk.store.session import Database, open_database
from frontdesk.values import Language
from tests.factories import (
    NOON,
    FixedClock,
    make_answer,
    make_book,
    make_conversation,
    make_enquiry,
    make_fact,
    make_lead,
)
from tests.store.colleagues import colleague

pytestmark = pytest.mark.store

REPLY = Reply("form-1", "Dear Ann,\n\nyes.\n\nKind regards", ("ucb-founded",))
LATER = NOON + timedelta(hours=1)
FOLLOW_UP = datetime(2026, 11, 30, 16, tzinfo=UTC)


def service(database: Database, at: datetime = LATER) -> AnswerLead:
    clock = FixedClock(at)
    return AnswerLead(
        SqlAnswers(database),
        SqlConversationStore(database),
        CurrentKnowledge(SqlFactStore(database), clock),
        ReplyTemplates(),
        clock,
        ResponseClock(),
    )


def answer(database: Database, lead: Lead, by: Member, reply: Reply = REPLY, at: datetime = LATER) -> Answered:
    return service(database, at).send(lead.reference, reply, follow_up_days=None, by=by)


@pytest.fixture
def officer(database: Database) -> Member:
    return colleague(database, name="Claire Dubois")


@pytest.fixture
def lead(database: Database, officer: Member) -> Lead:
    assert officer.id
    lead = make_lead(enquiry=make_enquiry(language=Language.FR))
    SqlLeadStore(database).record_lead(lead, [])
    return lead


def row_of(database: Database) -> dict[str, Any]:
    with database.reading() as session:
        row = session.scalars(select(LeadRow)).one()
        return {name: getattr(row, name) for name in ("status", "answered_at", "owner_id", "due_at")}


def tasks(database: Database) -> Sequence[TaskRow]:
    with database.reading() as session:
        return session.scalars(select(TaskRow).order_by(TaskRow.id)).all()


def kinds(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(LeadEventRow.kind).order_by(LeadEventRow.id)))


def letters(database: Database) -> list[dict[str, object]]:
    entries = SqlOutbox(database).unplanned(limit=100)
    return [dict(entry.payload) for entry in entries if entry.topic == "visitor.answer"]


def test_reply_goes_to_the_visitor_with_reference_and_name(database: Database, lead: Lead, officer: Member) -> None:
    assert answer(database, lead, officer) == Answered(is_new=True, follow_up_at=FOLLOW_UP)
    assert letters(database) == [
        {
            "to": lead.enquiry.email,
            "language": "fr",
            "name": lead.enquiry.name,
            "reference": lead.reference,
            "text": REPLY.text,
            "officer": "Claire Dubois",
            "reply_to": officer.email,
        }
    ]


def test_reply_stops_the_clock_and_moves_the_lead_along(database: Database, lead: Lead, officer: Member) -> None:
    answer(database, lead, officer)
    row = row_of(database)
    assert (row["status"], row["answered_at"], row["owner_id"]) == ("contacted", LATER, officer.id)
    assert kinds(database)[2:] == ["answered", "status_changed", "task_made"]
    assert not watch(SqlLeadClock(database), FixedClock(lead.due_at + timedelta(days=1)), ResponseClock())


def test_reply_is_logged_without_what_it_says(database: Database, lead: Lead, officer: Member) -> None:
    answer(database, lead, officer)
    with database.reading() as session:
        logged = session.scalars(select(AuditRow).where(AuditRow.action == "answered")).one()
    assert (logged.actor, logged.object_id) == (f"staff:{officer.id}", lead.reference)
    assert logged.details == {"is_first": True, "in_time": True, "length": len(REPLY.text)}


def test_g6_follow_up_task_is_made_when_an_answer_is_sent(database: Database, lead: Lead, officer: Member) -> None:
    answer(database, lead, officer)
    (task,) = tasks(database)
    assert (task.kind, task.due_at, task.assignee_id, task.done_at) == ("follow_up", FOLLOW_UP, officer.id, None)


def test_days_until_the_follow_up_may_be_chosen(database: Database, lead: Lead, officer: Member) -> None:
    answered = service(database).send(lead.reference, REPLY, follow_up_days=2, by=officer)
    assert answered.follow_up_at == datetime(2026, 11, 25, 16, tzinfo=UTC)


def test_same_form_is_sent_once(database: Database, lead: Lead, officer: Member) -> None:
    answer(database, lead, officer)
    again = answer(database, lead, officer, at=LATER + timedelta(days=1))
    assert again == Answered(is_new=False, follow_up_at=FOLLOW_UP)
    assert len(letters(database)) == len(tasks(database)) == kinds(database).count("answered") == 1


def test_second_answer_keeps_when_the_first_was_and_follows_up_anew(
    database: Database, lead: Lead, officer: Member
) -> None:
    answer(database, lead, officer)
    answer(database, lead, officer, Reply("form-2", "And also this."), LATER + timedelta(days=1))
    assert row_of(database)["answered_at"] == LATER
    first, second = tasks(database)
    assert first.done_at == LATER + timedelta(days=1)
    assert second.done_at is None
    assert len(letters(database)) == 2


def test_late_answer_says_that_it_is_late(database: Database, lead: Lead, officer: Member) -> None:
    answer(database, lead, officer, at=lead.due_at + timedelta(minutes=1))
    with database.reading() as session:
        told = session.scalars(select(LeadEventRow).where(LeadEventRow.kind == "answered")).one().details
    assert (told["in_time"], told["text"], told["facts"]) == (False, REPLY.text, "ucb-founded")


def test_lead_of_nobody_is_whose_who_answers_it(database: Database, lead: Lead) -> None:
    with database.writing() as session:
        session.execute(update(LeadRow).values(owner_id=None))
    another = colleague(database)
    answer(database, lead, another)
    assert row_of(database)["owner_id"] == another.id


def test_status_that_is_further_along_stays(database: Database, lead: Lead, officer: Member) -> None:
    with database.writing() as session:
        session.execute(update(LeadRow).values(status="in_discussion", answered_at=NOON))
    answer(database, lead, officer)
    assert (row_of(database)["status"], row_of(database)["answered_at"]) == ("in_discussion", NOON)


def test_reply_with_a_gap_is_not_sent(database: Database, lead: Lead, officer: Member) -> None:
    with pytest.raises(ReplyRefused):
        answer(database, lead, officer, Reply("form-1", "Dear ‹name›"))
    assert not letters(database)


def test_lead_that_is_gone_or_part_of_another_is_not_answered(database: Database, lead: Lead, officer: Member) -> None:
    with pytest.raises(LeadNotFound):
        answer(database, make_lead(), officer)
    other = make_lead()
    SqlLeadStore(database).record_lead(other, [])
    with database.writing() as session:
        kept = session.scalars(select(LeadRow.id).where(LeadRow.reference == lead.reference)).one()
        session.execute(update(LeadRow).where(LeadRow.reference == other.reference).values(merged_into_id=kept))
    with pytest.raises(MergedAway):
        answer(database, other, officer)


def test_form_sent_by_several_processes_at_once_answers_once(database_url: str) -> None:
    databases = [open_database(database_url, wait_seconds=20) for _ in range(6)]
    officer, lead = colleague(databases[0]), make_lead()
    SqlLeadStore(databases[0]).record_lead(lead, [])
    gate = threading.Barrier(6)

    def run(number: int) -> Answered:
        gate.wait()
        return answer(databases[number], lead, officer)

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(run, range(6)))
    assert sorted(one.is_new for one in done) == [False] * 5 + [True]
    assert len(letters(databases[0])) == len(tasks(databases[0])) == 1
    with databases[0].reading() as session:
        assert session.scalars(select(func.count()).where(AuditRow.action == "answered")).one() == 1
    for database in databases:
        database.close()


def test_facts_the_assistant_cited_can_be_told_in_the_visitors_language(database: Database, lead: Lead) -> None:
    facts, store = SqlFactStore(database), SqlConversationStore(database)
    book = make_book(make_fact(), make_fact(id="ucb-listed", value="listed"))
    facts.import_book(book, author="test", reason="test", at=NOON, retract_missing=False)
    store.create(make_conversation(id=lead.enquiry.conversation_id))
    known = CitedSource("ucb-founded", "Scene", "https://example.org", "2026", "BE")
    gone = CitedSource("retracted", "Scene", "https://example.org", "2026", "BE")
    store.append_all(
        lead.enquiry.conversation_id, [make_answer(citations=(gone, known)), make_answer(citations=(known,))]
    )
    desk = service(database)
    assert [fact.id for fact in desk.cited(lead)] == ["ucb-founded"]
    told = desk.with_fact(lead, "ucb-founded")
    assert told is not None
    assert told.startswith("UCB was founded in 1928. (fr)")
    assert desk.with_fact(lead, "retracted") is None
