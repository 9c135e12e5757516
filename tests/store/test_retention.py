"""Nothing is kept longer than its term, and nothing that is still needed goes."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from frontdesk.cli import retain as command
from frontdesk.qualification.model import LeadStatus
from frontdesk.services.days import Days
from frontdesk.services.retain import Outdated, Retention, Terms, outdated, retain
from frontdesk.services.review import Answered, Occasion, ReviewReason
from frontdesk.services.staff_ports import NewMember
from frontdesk.services.transcript import Names, Understanding
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.store.insight_store import SqlInsight
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.outbox_tables import DeliveryRow, OutboxRow
from frontdesk.store.retention_store import SqlOutdating
from frontdesk.store.session import Database
from frontdesk.store.staff_tables import InvitationRow, SignInAttemptRow, StaffSessionRow
from frontdesk.values import Language
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.factories import (
    NOON,
    FixedClock,
    make_answer,
    make_conversation,
    make_enquiry,
    make_lead,
    make_message,
    make_outbox_entry,
)
from tests.store.canary import tables_with

pytestmark = pytest.mark.store

TERMS = Terms(conversation_days=90, closed_lead_months=24, delivery_days=30)
type Command = Callable[..., Result]


class Pending:
    """Notes what Rasa is to forget."""

    def __init__(self) -> None:
        self.noted: list[str] = []

    def add(self, conversation_id: str) -> None:
        self.noted.append(conversation_id)

    def remove(self, conversation_id: str) -> None:
        self.noted.remove(conversation_id)

    def waiting(self) -> tuple[str, ...]:
        return tuple(self.noted)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(command.app, [str(word) for word in words])


@pytest.fixture
def stores(run: Command) -> Iterator[Stores]:
    from frontdesk.settings import Settings  # noqa: PLC0415

    del run  # it has set the environment
    with ready_stores(Settings()) as stores:
        yield stores


@pytest.fixture
def retention(stores: Stores) -> Retention:
    outdating = SqlOutdating(stores.database)
    return Retention(outdating, stores.audit, Pending(), TERMS, FixedClock(), stores.database.clear_journal)


def _talk(stores: Stores, ago: timedelta, **columns: object) -> str:
    talk = make_conversation(created_at=NOON - ago, last_seen=NOON - ago)
    stores.conversations.create(talk)
    if columns:
        with stores.database.writing() as session:
            session.execute(update(ConversationRow).where(ConversationRow.id == talk.id).values(**columns))
    return talk.id


def _lead(stores: Stores, closed: timedelta | None, *, talk: str | None = None) -> str:
    conversation = talk or _talk(stores, timedelta(days=2000))
    lead = make_lead(enquiry=make_enquiry(conversation_id=conversation))
    stores.leads.record_lead(lead, [])
    if closed is not None:
        values = {"closed_at": NOON - closed, "status": LeadStatus.LOST.value}
        _change(stores.database, lead.reference, **values)
    return lead.reference


def _change(database: Database, reference: str, **values: object) -> None:
    with database.writing() as session:
        session.execute(update(LeadRow).where(LeadRow.reference == reference).values(**values))


def _talks(stores: Stores, *, with_words: bool = False) -> set[str]:
    query = (
        select(ConversationRow.id).where(ConversationRow.token_hash != "") if with_words else select(ConversationRow.id)
    )
    with stores.database.reading() as session:
        return set(session.scalars(query))


def test_old_conversations_without_a_lead_are_emptied(stores: Stores, retention: Retention) -> None:
    old, young = _talk(stores, timedelta(days=91)), _talk(stores, timedelta(days=89))
    wanted = _talk(stores, timedelta(days=400), person_wanted_at=NOON)
    handled = _talk(stores, timedelta(days=400), handled_by_id=1)
    led = _talk(stores, timedelta(days=400))
    _lead(stores, None, talk=led)
    assert outdated(retention).conversations == 1
    assert retain(retention, by=SYSTEM).conversations == 1
    assert _talks(stores, with_words=True) == {young, wanted, handled, led}
    assert _talks(stores) == {old, young, wanted, handled, led}
    assert retention.pending_erasures.waiting() == (old,)


def test_an_emptied_conversation_keeps_nobodys_words_and_counts_as_before(stores: Stores, retention: Retention) -> None:
    canary, at = "zqxcanary9944", NOON - timedelta(days=95)
    talk = make_conversation(created_at=at, last_seen=at)
    stores.conversations.create(talk)
    said = make_message(text=f"I am {canary}", sent_at=at, client_message_id=canary)
    asked = stores.conversations.append_all(talk.id, [said])[0]
    understood = Understanding("ask_exports", 0.7, names=Names(persons=(canary,)))
    answer = make_answer(text=f"Good day, {canary}", kind="facts", sent_at=at, understood=understood)
    stores.conversations.append_all(talk.id, [answer])
    occasion = Occasion(talk.id, asked.id, ReviewReason.REFUSED, at)
    stores.reviews.note(f"who is {canary}", Language.EN, Answered(), occasion)
    insight, days = SqlInsight(stores.database), Days(at.date(), at.date())
    before = (insight.funnel(days), insight.given(days), insight.cited(days), insight.opened_by_hour(days))
    retain(retention, by=SYSTEM)
    assert (insight.funnel(days), insight.given(days), insight.cited(days), insight.opened_by_hour(days)) == before
    assert tables_with(stores.database, canary) == set()
    assert retain(retention, by=SYSTEM) == Outdated()


def test_an_emptied_conversation_goes_when_leads_of_its_time_do(stores: Stores, retention: Retention) -> None:
    _talk(stores, timedelta(days=740))
    assert retain(retention, by=SYSTEM) == Outdated(conversations=1, emptied=1)
    assert _talks(stores) == set()


def test_leads_long_closed_go_with_their_conversation(stores: Stores, retention: Retention) -> None:
    old, young, open_ = (_lead(stores, closed) for closed in (timedelta(days=740), timedelta(days=720), None))
    assert retain(retention, by=SYSTEM).leads == 1
    assert [stores.leads.get(one) is None for one in (old, young, open_)] == [True, False, False]
    assert len(_talks(stores)) == 2


def test_a_conversation_stays_while_another_lead_needs_it(stores: Stores, retention: Retention) -> None:
    shared = _talk(stores, timedelta(days=2000))
    old, open_ = _lead(stores, timedelta(days=900), talk=shared), _lead(stores, None, talk=shared)
    retain(retention, by=SYSTEM)
    assert (stores.leads.get(old), stores.leads.get(open_) is None) == (None, False)
    assert _talks(stores) == {shared}


def test_a_merged_lead_goes_with_the_one_it_is_part_of(stores: Stores, retention: Retention) -> None:
    kept, part = _lead(stores, None), _lead(stores, timedelta(days=900))
    with stores.database.reading() as session:
        kept_id = session.scalars(select(LeadRow.id).where(LeadRow.reference == kept)).one()
    _change(stores.database, part, merged_into_id=kept_id)
    assert retain(retention, by=SYSTEM).leads == 0
    _change(stores.database, kept, closed_at=NOON - timedelta(days=900))
    assert retain(retention, by=SYSTEM).leads == 2
    assert stores.leads.get(part) is None


def test_more_than_one_piece_goes(stores: Stores, retention: Retention, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.services.retain._BATCH", 3)
    for _ in range(10):
        _talk(stores, timedelta(days=91))
    assert retain(retention, by=SYSTEM).conversations == 10
    assert _talks(stores, with_words=True) == set()


def test_what_was_delivered_goes_and_what_was_not_stays(stores: Stores, retention: Retention) -> None:
    def entry(name: str, created: timedelta, *delivered: timedelta | None) -> None:
        told = make_outbox_entry(id=name, created_at=NOON - created)
        with stores.database.writing() as session:
            session.add(
                OutboxRow(id=name, topic=told.topic, payload={}, created_at=told.created_at, planned_at=told.created_at)
            )
            session.flush()
            for number, at in enumerate(delivered):
                times = {"created_at": told.created_at, "delivered_at": NOON - at if at else None}
                place = {"id": f"{name}{number}", "outbox_id": name, "destination": "mail"}
                session.add(DeliveryRow(**place, **times, status="x", attempts=1))

    entry("old", timedelta(days=40), timedelta(days=39), timedelta(days=31))
    entry("late", timedelta(days=40), timedelta(days=39), timedelta(days=2))
    entry("stuck", timedelta(days=400), timedelta(days=399), None)
    entry("nobody-told", timedelta(days=40))
    with stores.database.writing() as session:
        session.add(OutboxRow(id="unplanned", topic="t", payload={}, created_at=NOON - timedelta(days=400)))
    assert retain(retention, by=SYSTEM).deliveries == 2
    with stores.database.reading() as session:
        assert set(session.scalars(select(OutboxRow.id))) == {"late", "stuck", "unplanned"}


def test_what_signing_in_left_behind_goes(stores: Stores, retention: Retention) -> None:
    member = stores.staff.add(NewMember("o@x.example", "O", Role.OFFICER), by=SYSTEM, at=NOON)

    def moment(days: float) -> datetime:
        return NOON - timedelta(days=days)

    with stores.database.writing() as session:
        for days in (40, 1):
            invited = {"token_hash": f"t{days}", "staff_id": member.id, "created_at": moment(99)}
            session.add(InvitationRow(**invited, expires_at=moment(days)))
        session.add_all(SignInAttemptRow(key="k", at=moment(days)) for days in (2, 0.1))
        for days in (1, -1):
            seen = {"created_at": moment(9), "last_seen_at": moment(9), "expires_at": moment(days)}
            session.add(StaffSessionRow(id=f"s{days}", staff_id=member.id, csrf_token="c", browser="b", **seen))
    gone = retain(retention, by=SYSTEM)
    assert (gone.invitations, gone.attempts, gone.sessions) == (1, 1, 1)
    assert retain(retention, by=SYSTEM) == Outdated()


def test_zero_keeps_for_ever(stores: Stores) -> None:
    _talk(stores, timedelta(days=9000))
    _lead(stores, timedelta(days=9000))
    outdating = SqlOutdating(stores.database)
    for_ever = Retention(
        outdating, stores.audit, Pending(), Terms(0, 0, 0), FixedClock(), stores.database.clear_journal
    )
    assert retain(for_ever, by=SYSTEM) == outdated(for_ever) == Outdated()


def test_what_went_is_logged_in_numbers(stores: Stores, retention: Retention) -> None:
    _talk(stores, timedelta(days=91))
    retain(retention, by=SYSTEM)
    retain(retention, by=SYSTEM)  # nothing goes any more, and nothing is logged
    with stores.database.reading() as session:
        (entry,) = session.scalars(select(AuditRow).where(AuditRow.action == "erased"))
        assert (entry.object_id, entry.details) == ("retention", {"conversations": 1})


def test_the_command_counts_first_and_deletes_with_yes(run: Command, stores: Stores) -> None:
    _talk(stores, timedelta(days=91) + (SystemClock().now() - NOON))
    counted = ", ".join(f"{name}: {int(name == 'conversations')}" for name in asdict(Outdated()))
    assert run().stdout == f"Older than it is kept: {counted}.\nNothing has gone yet: add --yes.\n"
    assert len(_talks(stores, with_words=True)) == 1
    assert run("--yes").stdout == f"Emptied or deleted: {counted}.\n"
    assert _talks(stores, with_words=True) == set()
