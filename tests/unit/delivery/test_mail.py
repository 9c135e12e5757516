"""Mail against real servers: what arrives, what cannot be smuggled in, and what each refusal means."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.delivery.mail import MailCarrier, message_of
from frontdesk.delivery.mail_server import MailServer
from frontdesk.rendering.letters import LetterRenderer
from frontdesk.services.delivery import Destination, DestinationKind, FailureReason, Prospect, SendFailed
from tests.receivers import MailBox, free_port, mail_server, only, socket_server
from tests.unit.delivery.produced import AT, DESK, letter_parcel

pytestmark = pytest.mark.web
MAIL = Destination("mail", "", DestinationKind.MAIL, ())


def send(url: str, topic: str = "visitor.acknowledgement", **changed: str) -> None:
    parcel = letter_parcel(topic, "fr")
    parcel = replace(parcel, payload={**parcel.payload, **changed})
    carrier = MailCarrier(MailServer.parse(url), "Invest in Wallonia <desk@agency.example>", LetterRenderer(DESK))
    asyncio.run(carrier.carry(parcel, MAIL, at=AT))


def failure(url: str, **changed: str) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        send(url, "visitor.acknowledgement", **changed)
    return caught.value


def test_letter_arrives_in_the_readers_language_with_the_same_in_text_and_html() -> None:
    with mail_server() as box:
        send(box.url)
    (message,) = box.messages
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "Jean Dupont s’en occupe" in text.get_content()
    assert "Jean Dupont s’en occupe" in html.get_content()
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "fr")
    assert box.recipients == ["ann@acme.example"]


def test_answer_of_a_person_is_not_marked_as_automatic_and_is_answered_to_them() -> None:
    with mail_server() as box:
        send(box.url, "visitor.answer")
    assert box.messages[0]["Auto-Submitted"] is None
    assert box.messages[0]["Reply-To"] == "jean@agency.example"


@pytest.mark.parametrize(
    "smuggled", ["Ann\r\nBcc: all@acme.example", "Ann\nSubject: x\n\nbody", "Ann\x00\x0b\u2028Bcc: x@y.example"]
)
def test_nothing_that_a_visitor_typed_starts_a_header(smuggled: str) -> None:
    with mail_server() as box:
        send(box.url, name=smuggled)
        send(box.url, "staff.assigned", organisation=smuggled)
    for message in box.messages:
        assert message["Bcc"] is None
        assert len(message.get_all("Subject", [])) == 1
    assert box.recipients == ["ann@acme.example"] * 2


@pytest.mark.parametrize(
    "to",
    ["ann@acme.example\r\nRCPT TO:<x@y.example>", "a@b.example, c@d.example", "nobody", "@b.example", "a b@c.example"],
)
def test_what_is_no_single_address_gets_no_letter_and_no_second_attempt(to: str) -> None:
    with mail_server() as box:
        found = failure(box.url, to=to)
    assert (found.reason, found.prospect) == (FailureReason.RECIPIENT_REFUSED, Prospect.HOPELESS)
    assert not box.messages


def test_address_with_accents_in_its_domain_is_written_in_ascii() -> None:
    with mail_server() as box:
        send(box.url, to="ann@bücher.example")
    assert box.recipients == ["ann@xn--bcher-kva.example"]


def refusing(box: MailBox, recipient: str | None = None, contents: str | None = None) -> str:
    box.refuse_recipient, box.refuse_data = recipient, contents
    return box.url


def test_each_refusal_means_what_it_says() -> None:
    with mail_server() as box:
        gone = failure(refusing(box, recipient="550 no such user"))
        grey = failure(refusing(box, recipient="451 try later"))
        spam = failure(refusing(box, contents="554 looks like spam"))
        full = failure(refusing(box, contents="452 disk full"))
    assert [(each.prospect, each.detail) for each in (gone, grey, spam, full)] == [
        (Prospect.HOPELESS, "550"),
        (Prospect.TEMPORARY, "451"),
        (Prospect.DOUBTFUL, "554"),
        (Prospect.TEMPORARY, "452"),
    ]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_user_and_password_are_given_and_a_refusal_is_ours_to_mend() -> None:
    with mail_server(authenticator=only("desk", "p@ss"), auth_required=True, auth_require_tls=False) as box:
        send(box.url.replace("smtp://", "smtp://desk:p%40ss@"))
        found = failure(box.url.replace("smtp://", "smtp://desk:wrong@"))
    assert len(box.messages) == 1
    assert (found.reason, found.prospect) == (FailureReason.SIGN_IN_REFUSED, Prospect.TEMPORARY)


def test_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path) -> None:
    with mail_server(tmp_path) as box:
        found = failure(box.url)
    assert (found.reason, found.prospect) == (FailureReason.NOT_TRUSTED, Prospect.TEMPORARY)
    assert not box.messages


def test_password_is_not_sent_in_the_clear_to_another_machine() -> None:
    server = MailServer.parse("smtp://desk:secret@mail.example")
    assert server._client(1)._start_tls_on_connect is True
    assert MailServer.parse("smtps://desk:secret@mail.example").port == 465


def test_server_that_is_away_unknown_or_silent_is_tried_again() -> None:
    assert failure(f"smtp://127.0.0.1:{free_port()}").reason is FailureReason.NO_CONNECTION
    assert failure("smtp://nobody.invalid").reason is FailureReason.UNKNOWN_HOST
    with socket_server(b"what?\r\n", greets=True) as port:
        assert failure(f"smtp://127.0.0.1:{port}").prospect is Prospect.TEMPORARY


def test_server_that_hangs_is_left_after_a_while() -> None:
    began, parcel = time.monotonic(), letter_parcel("visitor.acknowledgement", "fr")

    letter = LetterRenderer(DESK).letter(parcel.topic, parcel.payload)
    message = message_of(letter, parcel, sender="desk@agency.example", at=AT)
    with socket_server(None) as port:
        server = MailServer.parse(f"smtp://127.0.0.1:{port}")
        sending = server.send(message, sender="desk@agency.example", recipient="a@b.example", seconds=0.5)
        with pytest.raises(SendFailed) as caught:
            asyncio.run(sending)
    assert caught.value.reason is FailureReason.TIMED_OUT
    assert time.monotonic() - began < 10


def test_message_id_is_the_same_at_every_attempt() -> None:
    with mail_server() as box:
        send(box.url)
        send(box.url)
    assert len(box.ids) == 1
