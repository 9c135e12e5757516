"""Mails from a mailbox at a real IMAP server: answered by SMTP in their thread, once, whatever fails between keeping and marking."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select, text

from frontdesk.services.channel import Channel
from frontdesk.services.channel_desk import ChannelDesk
from frontdesk.services.conversing import Conversing
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.forget_channel_events import KEPT, forget_channel_events
from frontdesk.settings import Settings
from frontdesk.store.channel_store import SqlChannelStore
from frontdesk.store.channel_tables import ChannelEventRow
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.migrate import upgrade
from frontdesk.store.session import Database, open_database
from frontdesk.web.channels import email
from frontdesk.web.channels.collecting import collect
from frontdesk.web.channels.email import EmailAdapter
from frontdesk.web.channels.mailbox import Look, Mailbox, MailboxAway, NotGiven
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.notices import notice_catalogue
from tests.channels.conftest import Messenger
from tests.channels.door import Peer, Posted
from tests.channels.email_door import EmailDoor
from tests.channels.imap_server import Mailbox as Account
from tests.channels.imap_server import imap_server
from tests.factories import FixedClock
from tests.receivers import free_port, self_signed
from tests.web.installation import Installation, installation
from tests.web.rasa_stand_in import Answer, RasaStandIn, said

pytestmark = pytest.mark.web
ANY = "0.0.0.0"  # noqa: S104  # this machine, by an address that does not say so
TAKEN, REFUSED = {"\\Seen"}, {"\\Seen", "\\Flagged"}


@pytest.fixture(scope="module")
def server() -> Iterator[Account]:
    with imap_server() as found:
        yield found


@pytest.fixture
def account(server: Account, request: pytest.FixtureRequest) -> Account:
    """A folder of this test's own."""
    return replace(server, folder=f"box {abs(hash(request.node.name))}")


class MailboxDoor(EmailDoor):
    """Somebody whose mails arrive in a mailbox instead of being handed over."""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.account = account

    def settings(self, peer: Peer) -> dict[str, Any]:
        own = {name: value for name, value in super().settings(peer).items() if name != "email_webhook_secret"}
        return own | {"imap_url": self.account.url, "imap_seconds": 1}


@dataclass
class Correspondence:
    """Ann, who writes mails, and the installation that answers them."""

    door: MailboxDoor
    messenger: Messenger

    def writes(self, words: str, event: int, *, peer: str = "ann") -> int:
        return self.door.account.put(self.door.said(words, event, peer=peer).body)

    def hears(self, fragment: str, *, peer: str = "ann") -> str:
        return self.messenger.hears(fragment, peer=peer).text

    def waits_until_marked(self, uid: int) -> set[str]:
        flags: set[str] = self.messenger.waits(lambda: self.door.account.flags(uid) or None)
        return flags


@pytest.fixture
def ann(account: Account, tmp_path: Path, rasa: RasaStandIn) -> Iterator[Correspondence]:
    yield from corresponding(account, tmp_path, rasa)


def corresponding(account: Account, folder: Path, rasa: RasaStandIn) -> Iterator[Correspondence]:
    door, peer = MailboxDoor(account), Peer()
    with installation(folder, rasa, **door.settings(peer)) as desk:
        yield Correspondence(door, Messenger(door, peer, desk))
    door.close()


def threads_of(desk: Installation) -> int:
    with desk.stores.database.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM channel_threads")).scalar_one())


def test_a_first_mail_and_a_reply_are_answered_in_one_thread_and_marked(ann: Correspondence) -> None:
    first = ann.writes("who founded UCB?", 1)
    ann.hears("You said: who founded UCB?")
    assert "automated" in ann.messenger.peer.heard[0].text
    assert ann.waits_until_marked(first) == TAKEN
    second = ann.writes("and when?", 2)
    assert "automated" not in ann.hears("You said: and when?")
    assert ann.waits_until_marked(second) == TAKEN
    assert threads_of(ann.messenger.desk) == 1


def asking(call: dict[str, Any]) -> Answer:
    """The first questions of the form, each for what came before."""
    if call.get("payload") == "/affirm":
        return said({"text": "What is your name?"}, requested_slot="enquirer_name")
    if "plant" in call.get("text", ""):
        buttons = [{"title": "Yes, I agree", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
        return said({"text": "May we keep your details?", "buttons": buttons}, requested_slot="consent")
    return said({"text": f"Thank you, {call.get('text')}. Which organisation?"})


def test_an_enquiry_begins_by_mail(ann: Correspondence, rasa: RasaStandIn) -> None:
    rasa.script = asking
    ann.writes("I want to talk about a plant", 1)
    assert "– Yes, I agree" in ann.hears("May we keep your details?")
    ann.writes("Yes, I agree", 2)
    ann.hears("What is your name?")
    ann.writes("Ann Smith", 3)
    ann.hears("Thank you, Ann Smith. Which organisation?")
    assert threads_of(ann.messenger.desk) == 1


def test_what_programs_write_is_marked_and_never_answered(ann: Correspondence, rasa: RasaStandIn) -> None:
    automatic: list[dict[str, str]] = [
        {"Auto-Submitted": "auto-replied"},
        {"List-Id": "<news.example>"},
        {"Precedence": "bulk"},
        {"Return-Path": "<>"},
        {"From": "MAILER-DAEMON@mx.example"},
        {"From": "invest@agency.example"},
        {"Content-Type": "multipart/report; boundary=x"},
    ]
    put = [ann.door.account.put(mail(number, **headers)) for number, headers in enumerate(automatic)]
    ann.writes("a person", 99)
    ann.hears("You said: a person")
    assert [ann.waits_until_marked(uid) for uid in put] == [TAKEN] * len(automatic)
    assert len(rasa.messages) == 1


def mail(number: int, words: str = "hello", **headers: str) -> EmailMessage:
    told = EmailMessage(policy=default)
    told["From"], told["Message-ID"], told["Subject"] = "ann@acme.example", f"<made-{number}@acme.example>", "A site"
    told.set_content(words)
    for name, value in headers.items():
        del told[name]
        told[name] = value
    return told


def test_what_cannot_be_read_is_flagged_and_holds_up_nothing(ann: Correspondence) -> None:
    unreadable = (
        b"From: ann@acme.example\r\n\r\nno id\r\n",
        b"\xff\xfe\r\n\r\n\x80",
        b"Message-ID: <1@x>\r\n\r\nfrom nobody\r\n",
    )
    put = [ann.door.account.put(source) for source in unreadable]
    after = ann.writes("still there?", 1)
    ann.hears("You said: still there?")
    assert ann.waits_until_marked(after) == TAKEN
    assert [ann.waits_until_marked(uid) for uid in put] == [REFUSED] * len(put)


def test_of_a_mail_with_a_large_attachment_the_words_are_answered(ann: Correspondence) -> None:
    large = mail(1, "the plan is attached")
    large.add_attachment(b"%PDF" * 500_000, maintype="application", subtype="pdf", filename="plan.pdf")
    put = ann.door.account.put(large)
    ann.hears("You said: the plan is attached")
    assert ann.waits_until_marked(put) == TAKEN


def test_endless_words_are_refused_politely_and_hold_up_nothing(ann: Correspondence) -> None:
    put = ann.door.account.put(mail(1, "word " * 400_000))
    ann.door.account.put(mail(2, "short", From="bob@acme.example"))
    ann.hears("You said: short", peer="bob")
    ann.hears("longer than I can read")
    assert ann.waits_until_marked(put) == TAKEN


def test_nobody_delivers_a_mail_to_the_door_where_no_secret_is_set(ann: Correspondence) -> None:
    posted = ann.door.said("let me in", 1)
    for forged in (posted, *ann.door.forged(posted), Posted(posted.body, {})):
        assert ann.messenger.deliver(forged).status_code == 401


def test_while_the_server_is_away_nothing_breaks_and_then_mail_is_taken(tmp_path: Path, rasa: RasaStandIn) -> None:
    away = Account(free_port())
    with ExitStack() as later:
        for ann in corresponding(away, tmp_path, rasa):
            assert ann.messenger.desk.http.get("/healthz").is_success
            later.enter_context(imap_server(away.port))
            ann.writes("back again", 1)
            ann.hears("You said: back again")


@dataclass
class World:
    """The chore without the gateway, so that it can be stopped anywhere."""

    account: Account
    adapter: EmailAdapter
    desk: ChannelDesk
    database: Database
    clock: FixedClock = field(default_factory=FixedClock)

    def collects(self) -> None:
        mailbox = self.adapter.inlet.mailbox
        assert mailbox is not None
        asyncio.run(collect(mailbox, self.adapter, self.desk))

    @property
    def kept(self) -> list[str]:
        with self.database.reading() as session:
            return [row.told["text"] for row in session.scalars(select(ChannelEventRow).order_by(ChannelEventRow.id))]


@pytest.fixture
def world(account: Account, tmp_path: Path) -> Iterator[World]:
    own = open_database(f"sqlite:///{tmp_path}/frontdesk.db")
    upgrade(own)
    settings = Settings(
        data_dir=tmp_path, email_address="invest@agency.example", imap_url=account.url, smtp_url="smtp://127.0.0.1:1"
    )
    adapter = email.build(settings, notice_catalogue())
    assert adapter is not None
    clock = FixedClock(SystemClock().now())
    nothing = cast("Any", None)
    conversations = SqlConversationStore(own)
    conversing = Conversing(conversations, nothing, nothing, nothing, nothing, nothing, clock, nothing)
    desk = ChannelDesk(conversing, SqlChannelStore(own), {Channel.EMAIL: adapter}, "/privacy")
    yield World(account, adapter, desk, own, clock)
    own.close()


class Killed(BaseException):
    """What no code expects."""


def test_killed_between_keeping_and_marking_nothing_is_lost_and_nothing_doubled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = [world.account.put(mail(number, f"word {number}")) for number in range(3)]

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Look, "mark", dies)
        with pytest.raises(Killed):
            world.collects()
    assert world.kept == ["word 0"]
    assert [world.account.flags(uid) for uid in put] == [set(), set(), set()]
    world.collects()
    assert world.kept == ["word 0", "word 1", "word 2"]
    assert [world.account.flags(uid) for uid in put] == [TAKEN] * 3
    world.collects()
    assert len(world.kept) == 3


def test_a_mail_that_the_server_does_not_give_holds_up_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (world.account.put(mail(number, f"word {number}")) for number in range(2))
    read = Look.read

    def some(look: Look, uid: int) -> bytes | None:
        if uid == first:
            raise NotGiven("IMAP4.error")
        return read(look, uid)

    monkeypatch.setattr(Look, "read", some)
    world.collects()
    assert (world.kept, world.account.flags(first), world.account.flags(second)) == (["word 1"], set(), TAKEN)


def test_a_connection_that_breaks_before_the_mark_doubles_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = world.account.put(mail(1, "once"))

    def breaks(look: Look, _uid: int, **__: object) -> None:
        look.close()
        raise MailboxAway("ConnectionResetError")

    with monkeypatch.context() as patched:
        patched.setattr(Look, "mark", breaks)
        world.collects()
    assert world.account.flags(put) == set()
    world.collects()
    assert (world.kept, world.account.flags(put)) == (["once"], TAKEN)


def test_while_the_database_is_away_mails_stay_unseen(world: World) -> None:
    put = world.account.put(mail(1, "hold the line"))
    with world.database.writing() as session:
        session.execute(text("ALTER TABLE channel_events RENAME TO elsewhere"))
    with pytest.raises(StoreUnavailable):
        world.collects()
    assert world.account.flags(put) == set()
    with world.database.writing() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO channel_events"))
    world.collects()
    assert world.kept == ["hold the line"]


def test_a_mail_marked_as_unread_is_not_taken_twice_also_when_its_id_is_long_forgotten(world: World) -> None:
    put = world.account.put(mail(1, "once"))
    world.collects()
    with world.database.writing() as session:
        session.execute(text("UPDATE channel_events SET handled_at = received_at"))
    world.account.unmark(put)
    world.collects()
    assert len(world.kept) == 1
    world.clock.move(KEPT + timedelta(minutes=1))
    assert forget_channel_events(world.desk.store, world.clock) == 1
    world.account.unmark(put)
    world.collects()
    assert world.kept == []


def test_a_folder_may_have_any_name(world: World) -> None:
    other = Account(world.account.port, "Anfragen/für Übersee")
    other.put(mail(1, "aus dem Ordner"))
    asyncio.run(collect(Mailbox.parse(other.url), world.adapter, world.desk))
    assert world.kept == ["aus dem Ordner"]


def test_a_password_is_never_sent_in_the_clear_but_on_loopback(world: World, caplog: pytest.LogCaptureFixture) -> None:
    told = Mailbox.parse(world.account.url)
    elsewhere = replace(told, host=ANY)
    asyncio.run(collect(elsewhere, world.adapter, world.desk))
    assert [vars(record).get("why") for record in caplog.records] == ["CapabilityError"]


def test_a_server_with_a_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path) -> None:
    self_signed(tmp_path)
    files = ("--cert", str(tmp_path / "certificate.pem"), "--key", str(tmp_path / "key.pem"))
    with imap_server(None, *files) as account, pytest.raises(MailboxAway, match="not trusted"):
        replace(Mailbox.parse(account.url), host=ANY).open()


def test_a_wrong_password_says_so(account: Account) -> None:
    with pytest.raises(MailboxAway, match="sign-in refused"):
        replace(Mailbox.parse(account.url), password="another").open()


@pytest.mark.parametrize(
    "url", ["pop3://a:b@mx.example", "imaps://mx.example", "imaps://ann@mx.example/INBOX", "imaps://:b@", "mx.example"]
)
def test_an_address_of_no_mailbox_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="imaps://user:password@host:port/folder"):
        Settings(imap_url=url)
