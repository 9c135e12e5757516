"""Every messenger carries a whole enquiry, from the greeting to the stored lead, and a person who takes over and hands back."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from frontdesk.services.channel import Channel
from frontdesk.services.staff_ports import NewMember
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.services.transcript import Author
from frontdesk.staff.member import SYSTEM
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.desk.access import COOKIE
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.stores import Stores, open_stores
from tests.channels.conftest import DOORS
from tests.channels.door import Door, Peer
from tests.channels.telegram_server import TelegramServer, has_npm, telegram_server
from tests.conversations.messenger import Correspondent, TelegramCorrespondent, environment_of, peers_of
from tests.conversations.stack import Stack, wait_for
from tests.desk.office import Colleague

pytestmark = pytest.mark.conversation

type Lead = dict[str, Any]
ENQUIRY = (  # what is written or chosen, and what is asked for afterwards
    ("say", "I would like to talk to somebody about a plant", "consent"),
    ("choose", "Yes, I agree", "name"),
    ("say", "Ann Smith", "organisation"),
    ("say", "Acme Bio", "email"),
    ("say", "ann@acmebio.com", "phone"),
    ("choose", "Skip", "country"),
    ("say", "United Kingdom", "sector"),
    ("say", "vaccines", "project"),
    ("say", "We want to build a fill and finish line near Liege", "investment"),
    ("choose", "Skip", "jobs"),
    ("say", "50", "timeline"),
    ("say", "Q3 2027", "confirm"),
    ("choose", "Confirm", None),
)


@contextmanager
def at_the_desk(stack: Stack, stores: Stores) -> Iterator[Colleague]:
    """An officer signed in at the desk of the running stack."""
    new = NewMember("marie@agency.example", "Marie Dupont", Role.OFFICER, Language.EN)
    member = stores.staff.add(new, by=SYSTEM, at=SystemClock().now())
    sessions = StaffSessions(stores.sessions, SystemClock())
    token = sessions.open(member.id, confirmed=True, browser="a test")
    found = sessions.find(token)
    assert found is not None
    headers = {"cookie": f"{COOKIE}={token}", "origin": stack.url}
    with httpx.Client(base_url=stack.url, headers=headers, timeout=30, trust_env=False) as http:
        yield Colleague(http, member, found.csrf_token)


@contextmanager
def telegram_of(peers: dict[Door, Peer]) -> Iterator[TelegramServer | None]:
    """Run Telegram's side by a server of others, where there is node; else ours stands in for it."""
    if not has_npm():
        yield None
        return
    with telegram_server() as server:
        for door, peer in peers.items():
            if door.channel is Channel.TELEGRAM:
                peer.url = server.url
        yield server


def correspondent(door: Door, peer: Peer, url: str, stores: Stores, telegram: TelegramServer | None) -> Correspondent:
    """Ann, by one messenger."""
    if telegram is not None and door.channel is Channel.TELEGRAM:
        return TelegramCorrespondent(door, telegram, url, stores)
    return Correspondent(door, peer, url, stores)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Channel, Future[Lead]]]:
    """One installation with every messenger; somebody writes by each of them, all at once."""
    with peers_of(DOORS) as peers, telegram_of(peers) as telegram:
        stack = Stack(tmp_path_factory.mktemp("channels"), **environment_of(DOORS, peers))
        stores = open_stores(stack.settings)
        people = [correspondent(door, peer, stack.url, stores, telegram) for door, peer in peers.items()]
        try:
            stack.start()
            if telegram is not None:
                telegram.deliver_to(f"{stack.url}/channels/telegram")
            with at_the_desk(stack, stores) as marie, ThreadPoolExecutor(len(people)) as pool:
                yield {one.door.channel: pool.submit(talk, one, marie, stack) for one in people}
        finally:
            for one in people:
                one.close()
                one.door.close()
            stores.close()
            code = stack.stop()
    assert code == 0, "the stack did not stop cleanly"


def talk(ann: Correspondent, marie: Colleague, stack: Stack) -> Lead:
    """Hold the whole conversation; return the lead that came of it."""
    enquire(ann)
    (lead,) = stack.leads_of(ann.conversation_id)
    speak_with_a_person(ann, marie)
    return lead


def enquire(ann: Correspondent) -> None:
    """Go through the form. Whatever is asked is shown by the messenger."""
    for how, told, asks in ENQUIRY:
        answer = ann.say(told) if how == "say" else ann.choose(told)
        assert answer.content.asks == asks, f"{ann.door.channel}: after {told!r} {answer.content.text!r}"
        beginning = " ".join(answer.content.text.split())[:60]
        shown = " ".join(" ".join(heard.text.split()) for heard in ann.heard)
        assert beginning in shown, f"{ann.door.channel}: {beginning!r} was not shown"
    assert "automat" in ann.heard[0].text  # greeted in the language the messenger tells, English or French


def speak_with_a_person(ann: Correspondent, marie: Colleague) -> None:
    """Staff take over at the desk, write, and hand back; in between the assistant says nothing."""
    page = f"/desk/live/{ann.conversation_id}"
    assert marie.post(f"{page}/take-over").status_code == 303
    ann.was_shown("Marie Dupont", Author.NOTICE)
    ann.write("Is anybody there?")
    wait_for("what she wrote is in the transcript", lambda: ann.transcript()[-1].content.author is Author.VISITOR)
    assert marie.post(f"{page}/typing").status_code == 204
    assert marie.post(f"{page}/messages", {"text": "Good morning, I read your enquiry."}).status_code == 303
    shown = ann.was_shown("Good morning, I read your enquiry.", Author.STAFF)
    assert shown.startswith("Marie Dupont: ")
    authors = [message.content.author for message in ann.transcript()[-3:]]
    assert authors == [Author.NOTICE, Author.VISITOR, Author.STAFF], "the assistant spoke"
    assert marie.post(f"{page}/hand-back").status_code == 303
    ann.was_shown("Marie Dupont", Author.NOTICE)
    answer = ann.say("When was UCB founded?")
    assert answer.content.author is Author.ASSISTANT
    assert "1928" in ann.was_shown("1928", Author.ASSISTANT)


@pytest.mark.parametrize("channel", [door.channel for door in DOORS], ids=lambda channel: channel.value)
def test_a_messenger_carries_an_enquiry_and_a_takeover(talks: dict[Channel, Future[Lead]], channel: Channel) -> None:
    lead = talks[channel].result(timeout=300)
    assert lead["channel"] == channel.value
    told = (lead["name"], lead["organisation"], lead["email"], lead["country"], lead["jobs"], lead["timeline"])
    assert told == ("Ann Smith", "Acme Bio", "ann@acmebio.com", "GB", "50", "2027-Q3")
    assert lead["consent"]["channel"] == channel.value
