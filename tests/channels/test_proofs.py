"""What each messenger's proof is worth beyond the suite: whose thread a mail is in, whose key a program has, and two handshakes."""

import asyncio
import json
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from frontdesk.services.channel import Channel, Thread
from frontdesk.services.transcript import Author, Message, NewMessage
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels import email, messenger, rest, slack, whatsapp
from frontdesk.web.channels.adapter import Adapter, Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.email import EmailAdapter
from frontdesk.wiring.notices import notice_catalogue
from tests.channels import email_door, rest_door, slack_door
from tests.channels.door import Posted
from tests.channels.meta_doors import SHARED

NOTICES = notice_catalogue()
ADDRESS = "invest@agency.example"


def read(adapter: Adapter, posted: Posted, method: str = "POST") -> Reading:
    headers = {name.lower(): value for name, value in posted.headers.items()}
    delivery = Delivery(method, "https://desk.example/x", posted.query, headers, posted.body, datetime.now(UTC))
    return asyncio.run(adapter.read(delivery))


def mailbox(secret: str = email_door.SECRET) -> EmailAdapter:
    settings = Settings(email_address=ADDRESS, email_webhook_secret=secret, smtp_url="smtp://127.0.0.1:1")
    found = email.build(settings, NOTICES)
    assert found is not None
    return found


def mail(sender: str, message_id: str, **headers: str) -> Posted:
    told = EmailMessage()
    told["From"], told["Message-ID"], told["Subject"] = sender, message_id, "A site"
    for name, value in headers.items():
        told[name.replace("_", "-")] = value
    told.set_content("hello")
    return email_door.signed(told.as_bytes())


def thread_of(posted: Posted) -> str:
    (event,) = read(mailbox(), posted).events
    return event.peer


def answer_to(posted: Posted) -> str:
    """The Message-ID of what we answer."""
    (event,) = read(mailbox(), posted).events
    content = NewMessage(Author.ASSISTANT, "hi", Language.EN, datetime.now(UTC))
    thread = Thread(1, Channel.EMAIL, event.peer, "c", event.address, 0)
    reply = mailbox()._reply(thread, [Message(7, "c", content)], event.address["to"])
    return str(reply["Message-ID"])


def test_an_answer_stays_in_its_thread_also_from_another_program_or_in_another_case() -> None:
    first = mail("ann@acme.example", "<1@acme.example>")
    answered = answer_to(first)
    assert thread_of(mail("ann@acme.example", "<2@acme.example>", In_Reply_To=answered)) == thread_of(first)
    assert thread_of(mail("Ann@ACME.example", "<3@acme.example>", References=f"<x@y> {answered}")) == thread_of(first)


def test_whoever_writes_in_another_s_name_begins_a_thread_of_their_own() -> None:
    first = mail("ann@acme.example", "<1@acme.example>")
    assert thread_of(mail("ann@acme.example", "<forged@evil.example>")) != thread_of(first)
    guessed = mail("ann@acme.example", "<f@evil.example>", In_Reply_To="<1@acme.example>")
    assert thread_of(guessed) != thread_of(first)


def test_a_token_without_its_mark_or_with_another_s_opens_nothing() -> None:
    first, answered = (
        mail("ann@acme.example", "<1@acme.example>"),
        answer_to(mail("ann@acme.example", "<1@acme.example>")),
    )
    token, mark, rest_ = answered.strip("<>").split(".", 2)
    for reference in (
        f"<{token}@agency.example>",
        f"<{token}..{rest_}>",
        f"<{token}.{'0' * 32}.{rest_}>",
        f"<{mark}.{token}.{rest_}>",
    ):
        assert thread_of(mail("ann@acme.example", "<2@acme.example>", In_Reply_To=reference)) != thread_of(first)
    # Somebody else who was shown the thread is not heard in it either: only the address we wrote to is.
    assert thread_of(mail("bob@acme.example", "<4@acme.example>", In_Reply_To=answered)) != thread_of(first)


def test_the_same_mail_twice_is_one_event_and_one_thread() -> None:
    events = [read(mailbox(), mail("ann@acme.example", "<1@acme.example>")).events[0] for _ in range(2)]
    assert events[0] == events[1]
    other = read(mailbox(), mail("bob@acme.example", "<1@acme.example>")).events[0]
    assert other.event_id != events[0].event_id  # nobody can take a mail's place with its id


def test_our_own_mail_is_not_answered() -> None:
    assert read(mailbox(), mail(f"Invest <{ADDRESS.upper()}>", "<1@agency.example>")).events == ()


def rest_adapter() -> Adapter:
    keys = {"crm": rest_door.KEY, "portal": "another-key-of-24-characters"}
    found = rest.build(
        Settings(rest_keys=keys, rest_webhook_url="https://a.example/", rest_webhook_secret=rest_door.SECRET), NOTICES
    )
    assert found is not None
    return found


def posted_with(key: str, **told: Any) -> Posted:
    return Posted(
        json.dumps({"id": "1", "person": "ann", "text": "hi"} | told).encode(), {"Authorization": f"Bearer {key}"}
    )


def test_one_program_s_person_is_never_another_s() -> None:
    crm, portal = (
        read(rest_adapter(), posted_with(key)).events[0] for key in (rest_door.KEY, "another-key-of-24-characters")
    )
    assert crm.peer != portal.peer
    assert crm.event_id != portal.event_id
    assert (crm.address["program"], portal.address["program"]) == ("crm", "portal")


@pytest.mark.parametrize("person", ["portal:ann", "../portal/ann", "ann\u0000", "a" * 121, "", "ann b"])
def test_no_person_s_name_leads_into_another_program(person: str) -> None:
    try:
        (event,) = read(rest_adapter(), posted_with(rest_door.KEY, person=person)).events
    except Malformed:
        return
    assert event.peer.startswith("crm:")


def test_a_name_of_a_program_holds_no_colon_so_that_no_two_meet() -> None:
    settings = Settings(rest_keys="crm:another-key:of-24-characters,portal:yet-another-key-of-24-chars")
    assert set(settings.rest_keys) == {"crm", "portal"}


META: dict[str, Any] = {
    "whatsapp_access_token": "EAA",
    "whatsapp_phone_id": "P",
    "messenger_access_token": "EAA",
    "messenger_page_id": "P",
}


@pytest.mark.parametrize("build", [whatsapp.build, messenger.build], ids=["whatsapp", "messenger"])
def test_meta_s_handshake_is_answered_to_whoever_knows_the_word(build: Any) -> None:
    adapter, right = build(Settings(**SHARED, **META), NOTICES), SHARED["meta_verify_token"]
    query = {"hub.mode": "subscribe", "hub.verify_token": right, "hub.challenge": "1158201444"}
    reading = read(adapter, Posted(b"", {}, query), "GET")
    assert (reading.answer, reading.media_type, reading.events) == (b"1158201444", "text/plain", ())
    for wrong in ({"hub.verify_token": "another"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
        with pytest.raises(Forged):
            read(adapter, Posted(b"", {}, query | wrong), "GET")
    with pytest.raises(Forged):
        read(adapter, Posted(b"", {}), "GET")
    with pytest.raises(Forged):  # the word opens no deliveries
        read(adapter, Posted(b"{}", {}, query))


def slack_adapter() -> Adapter:
    found = slack.build(Settings(slack_bot_token="xoxb-1", slack_signing_secret=slack_door.SECRET), NOTICES)
    assert found is not None
    return found


def test_slack_s_address_is_verified_by_its_challenge_only_where_it_is_signed() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    assert read(slack_adapter(), slack_door.signed(body, "application/json")).answer == b"3eZbrw1a"
    with pytest.raises(Forged):
        read(slack_adapter(), Posted(body, {"Content-Type": "application/json"}))
