"""A person who is erased is nowhere any more, others stay, and a restored backup is erased again."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from frontdesk.cli import erase as command
from frontdesk.qualification.model import Lead
from frontdesk.services.audit import AuditAction
from frontdesk.services.erase_person import NoAddress, address_of
from frontdesk.services.review import Answered, Occasion, ReviewReason
from frontdesk.services.transcript import Understanding
from frontdesk.settings import Settings
from frontdesk.store.channel_tables import ChannelEventRow, ChannelThreadRow
from frontdesk.store.lead_desk_tables import LeadMergeRow, LeadNoteRow, NotDuplicateRow, TaskRow
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_tables import DeliveryRow
from frontdesk.store.session import Database
from frontdesk.store.spool import FileSpool
from frontdesk.store.staff_tables import StaffRow
from frontdesk.values import Language
from frontdesk.wiring.auditing import open_auditing
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, ready_stores
from tests.factories import (
    make_answer,
    make_conversation,
    make_enquiry,
    make_lead,
    make_message,
    make_outbox_entry,
)
from tests.store.canary import files_with, tables_with

pytestmark = pytest.mark.store

CANARY = "zqxcanary7731"  # in everything the person says; nothing else has it
EMAIL = f"Ann.{CANARY}@acme.example"
OTHER = "luc@other.example"

type Command = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(command.app, [str(word) for word in words])


@pytest.fixture
def settings(run: Command) -> Settings:
    del run  # it has set the environment
    return Settings()


def _lead(stores: Stores, email: str, canary: str, conversation: str) -> Lead:
    """Leave an enquiry with a canary in every field, and let staff work on it."""
    words = {name: f"{name} {canary}" for name in ("project", "name")}
    enquiry = make_enquiry(
        conversation_id=conversation, email=email, name=f"Ann {canary}", organisation=f"{canary} Bio", sector=f"{canary}s",
        project=f"A plant for {canary}", investment_original=f"{canary} euros", jobs=f"50 {canary}", timeline=canary, words=words,
    )  # fmt: skip
    lead = make_lead(enquiry=enquiry, created_at=SystemClock().now() - timedelta(hours=1))
    stores.leads.record_lead(lead, [make_outbox_entry(payload={"name": f"Ann {canary}", "email": email})])
    return lead


def _talk(stores: Stores, canary: str, *, email: str | None = None) -> str:
    now = SystemClock().now() - timedelta(hours=2)
    talk = make_conversation(created_at=now, last_seen=now)
    stores.conversations.create(talk)
    said = stores.conversations.append_all(
        talk.id, [make_message(text=f"I am {canary} {email or ''}", sent_at=now, client_message_id=f"m-{canary}")]
    )[0]
    understood = Understanding(intent=f"ask_{canary}", confidence=0.4)
    answer = make_answer(text=f"Thank you, {canary}.", in_reply_to=said.id, sent_at=now, understood=understood)
    stores.conversations.append_all(talk.id, [answer])
    answered = Answered("refusal", (), f"ask_{canary}", 0.4, ())
    occasion = Occasion(talk.id, said.id, ReviewReason.REFUSED, now)
    stores.reviews.note(f"who is {canary}", Language.EN, answered, occasion)
    return talk.id


def _work(database: Database, reference: str, canary: str, conversation: str) -> None:
    """Plant the canary in everything staff and couriers add."""
    now = SystemClock().now()
    with database.writing() as session:
        lead = session.scalars(select(LeadRow).where(LeadRow.reference == reference)).one()
        other = LeadRow(
            **_copied(lead), reference=f"{reference}-X", enquiry_id=f"{lead.enquiry_id}-x", merged_into_id=lead.id
        )
        staff = StaffRow(
            email=f"{reference}@agency.example", name="O", role="officer", language="en", is_active=True, sectors=[],
            countries=[], spoken=[], takes_leads=True, created_at=now,
        )  # fmt: skip
        session.add_all([staff, other])
        session.flush()
        note = LeadNoteRow(lead_id=lead.id, author_id=staff.id, text=f"called {canary}", created_at=now)
        task = TaskRow(lead_id=lead.id, kind="manual", title=f"ring {canary}", due_at=now, created_at=now)
        event = LeadEventRow(lead_id=lead.id, kind="noted", at=now, actor="system", details={"name": canary})
        ids = {"kept_id": lead.id, "merged_id": other.id, "by_id": staff.id}
        merge = LeadMergeRow(**ids, at=now, before={"name": canary})
        apart = NotDuplicateRow(first_id=lead.id, second_id=other.id, by_id=staff.id, at=now)
        session.add_all([note, task, event, merge, apart])
        lead.override_reason = f"because {canary}"
        thread = {"channel": "telegram", "peer": f"peer-{canary}", "created_at": now, "next_attempt_at": now}
        session.add(
            ChannelThreadRow(**thread, conversation_id=conversation, address={"chat": canary}, sent_to=0, attempts=0)
        )
        received = {"channel": "telegram", "peer": f"peer-{canary}", "received_at": now, "next_attempt_at": now}
        session.add(ChannelEventRow(**received, event_id=canary, told={"text": canary}, attempts=0, handled_at=None))
        session.flush()
    _deliver(database, reference, canary)


def _copied(lead: LeadRow) -> dict[str, object]:
    kept = {"id", "reference", "enquiry_id", "merged_into_id"}
    return {column.name: getattr(lead, column.name) for column in LeadRow.__table__.columns if column.name not in kept}


def _deliver(database: Database, reference: str, canary: str) -> None:
    from frontdesk.store.outbox_tables import OutboxRow  # noqa: PLC0415

    now = SystemClock().now()
    with database.writing() as session:
        lead = session.scalars(select(LeadRow).where(LeadRow.reference == reference)).one()
        for number, entry in enumerate(session.scalars(select(OutboxRow).where(OutboxRow.lead_id == lead.id)).all()):
            times = {"created_at": now, "delivered_at": now}
            told = {"id": f"{entry.id}:{number}", "outbox_id": entry.id, "destination": "webhook-9"}
            session.add(DeliveryRow(**told, **times, status="delivered", attempts=1, last_error=f"no such {canary}"))


def _plant(stores: Stores, settings: Settings, email: str, canary: str) -> Lead:
    conversation = _talk(stores, canary)
    lead = _lead(stores, email, canary, conversation)
    _work(stores.database, lead.reference, canary, conversation)
    _talk(stores, f"{canary}", email=email.upper())  # wrote the address, and never finished the enquiry
    spooled = make_lead(enquiry=make_enquiry(email=email, name=canary))
    folder = settings.data_dir / "spool"
    FileSpool(folder).put(spooled, [make_outbox_entry(payload={"email": email})])
    (folder / f"{canary[:3]}.broken").write_text(f"{{'email': '{email}'")
    return lead


def test_no_table_and_no_file_keeps_a_word_of_whoever_is_erased(
    run: Command, settings: Settings, tmp_path: Path
) -> None:
    with ready_stores(settings) as stores:
        _plant(stores, settings, EMAIL, CANARY)
        kept = _plant(stores, settings, OTHER, "someoneelse42")
        planted = tables_with(stores.database, CANARY)
    assert {
        "leads", "messages", "quick_replies", "review_items", "lead_events", "lead_notes", "tasks", "lead_merges", "outbox",
        "deliveries", "channel_threads", "channel_events",
    } <= planted | {"quick_replies"}  # fmt: skip
    assert files_with(tmp_path, CANARY)
    assert run("--email", EMAIL.upper(), "--yes").exit_code == 0
    with ready_stores(settings) as stores:
        assert tables_with(stores.database, CANARY) == set()
        assert stores.leads.get(kept.reference) is not None
        assert tables_with(stores.database, "someoneelse42") >= {"leads", "messages", "review_items", "lead_notes"}
        assert open_auditing(settings, stores).check().broken is None
    assert files_with(tmp_path, CANARY) == set()
    assert len(list((settings.data_dir / "spool").iterdir())) == 2
    assert len(list((settings.data_dir / "pending-erasures").iterdir())) == 2


def test_nothing_is_erased_before_somebody_says_yes(run: Command, settings: Settings) -> None:
    with ready_stores(settings) as stores:
        lead = _plant(stores, settings, EMAIL, CANARY)
    shown = run("--email", EMAIL)
    assert shown.exit_code == 0, shown.output
    assert f"There is: leads: 2 ({lead.reference}, {lead.reference}-X); conversations: 2" in shown.stdout
    for line in ("messages: 4", "notes: 1", "tasks: 1", "merges: 1", "waiting on disk: 2", "deliveries: 2"):
        assert f"  {line}\n" in shown.stdout
    assert "Told outside, to be erased there as well: webhook-9." in shown.stdout
    assert "Nothing was erased yet" in shown.stdout
    assert not (settings.data_dir / "erased.jsonl").exists()
    with ready_stores(settings) as stores:
        assert stores.leads.get(lead.reference) == lead


def test_the_log_says_what_was_erased_and_not_whose(run: Command, settings: Settings) -> None:
    with ready_stores(settings) as stores:
        lead = _plant(stores, settings, EMAIL, CANARY)
    run("--email", EMAIL, "--yes")
    with ready_stores(settings) as stores:
        found = list(open_auditing(settings, stores).pages.sealed_after(None, limit=99))
    entries = [entry for entry in found if getattr(entry, "action", "") == AuditAction.ERASED.value]
    assert {entry.object_id for entry in entries} == {lead.reference, f"{lead.reference}-X"}  # type: ignore[union-attr]
    assert CANARY not in repr(found)


def test_a_restored_backup_is_erased_again_but_not_who_came_back_since(run: Command, settings: Settings) -> None:
    with ready_stores(settings) as stores:
        before = _plant(stores, settings, EMAIL, CANARY)
        stays = _plant(stores, settings, OTHER, "someoneelse42")
    run("--email", EMAIL, "--yes")
    with ready_stores(settings) as stores:
        stores.leads.record_lead(before, [])  # as a backup would bring it back
        later = make_lead(enquiry=make_enquiry(email=EMAIL), created_at=SystemClock().now() + timedelta(seconds=1))
        stores.leads.record_lead(later, [])
    assert run("--again").exit_code == 2
    assert "Erased: leads: 1" in run("--again", "--yes").stdout
    with ready_stores(settings) as stores:
        assert stores.leads.get(before.reference) is None
        assert stores.leads.get(later.reference) is not None
        assert stores.leads.get(stays.reference) is not None


def test_the_list_of_erased_persons_tells_nobody_who_they_are(run: Command, settings: Settings) -> None:
    run("--email", EMAIL, "--yes")
    text = (settings.data_dir / "erased.jsonl").read_text()
    assert CANARY not in text
    assert set(json.loads(text)) == {"mark", "at"}
    assert (settings.data_dir / "erased.jsonl").stat().st_mode & 0o777 == 0o600


def test_an_erasure_that_was_cut_short_is_completed(
    run: Command, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontdesk.store import erasure_store  # noqa: PLC0415

    with ready_stores(settings) as stores:
        _plant(stores, settings, EMAIL, CANARY)

    def fall(*_: object) -> None:
        raise KeyError("the power went")

    with monkeypatch.context() as cut:
        cut.setattr(erasure_store, "remove", fall)
        assert run("--email", EMAIL, "--yes").exit_code != 0
    with ready_stores(settings) as stores:
        assert tables_with(stores.database, CANARY)
    assert run("--again", "--yes").exit_code == 0
    with ready_stores(settings) as stores:
        assert tables_with(stores.database, CANARY) == set()


def test_who_is_not_known_leaves_nothing_to_erase(run: Command) -> None:
    assert "There is nothing of this address." in run("--email", "nobody@acme.example").stdout
    assert "There was nothing to erase." in run("--email", "nobody@acme.example", "--yes").stdout


@pytest.mark.parametrize("words", [(), ("--email", "no address", "--yes"), ("--email", "a@b.example", "--again")])
def test_a_command_that_says_nothing_is_refused(run: Command, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("text", ["", "@", "a@", "@b.example", "a@b", "a b@c.example"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NoAddress):
        address_of(text)
