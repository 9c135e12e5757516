"""E-mail: mails signed by the mail server that hands them over, and a real SMTP server that takes the replies."""

import hashlib
import hmac
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette

from frontdesk.services.channel import Channel
from tests.channels.door import Door, Heard, Peer, Posted
from tests.receivers import free_port

SECRET = "the-secret-of-the-mail-server"
PEOPLE = {"ann": "ann@acme.example", "bob": "bob@acme.example"}


class EmailDoor(Door):
    """Keeps the last Message-ID that each person was sent, because people answer what they got."""

    channel = Channel.EMAIL
    signs_time = True

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._controller: Controller | None = None

    def settings(self, peer: Peer) -> dict[str, Any]:
        self._last.clear()
        port = free_port()
        self._controller = Controller(Mailbox(peer, self._last), hostname="127.0.0.1", port=port)
        self._controller.start()
        own = {"email_address": "invest@agency.example", "email_webhook_secret": SECRET}
        return own | {"smtp_url": f"smtp://127.0.0.1:{port}", "mail_from": "Agency <desk@agency.example>"}

    def close(self) -> None:
        if self._controller is not None:
            self._controller.stop()

    def app(self, peer: Peer) -> Starlette:  # noqa: ARG002  # its server speaks SMTP, not HTTP
        return Starlette()

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:
        mail = self._mail(event, peer)
        mail.set_content(f"{text}\n\nOn Mon, 23 Nov 2026 at 10:00, Agency wrote:\n> an earlier question\n")
        return signed(mail.as_bytes(), age)

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        return self.said(button, event, peer=peer)

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        mail = self._mail(event, peer)
        mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="site.png")
        return signed(mail.as_bytes())

    def unknown(self, event: int) -> Posted:
        mail = self._mail(event, "ann")
        mail["Auto-Submitted"] = "auto-replied"
        mail.set_content("I am out of office.")
        return signed(mail.as_bytes())

    def forged(self, posted: Posted) -> list[Posted]:
        stamp = {"Frontdesk-Timestamp": posted.headers["Frontdesk-Timestamp"]}
        other = hmac.new(b"another", b"x", hashlib.sha256).hexdigest()
        later = posted.headers | {"Frontdesk-Timestamp": str(int(time.time()) + 1)}
        wrong = [stamp | {"Frontdesk-Signature": value} for value in ("", "v1=", f"v1={other}")]
        return [Posted(posted.body, headers) for headers in ({}, *wrong, later)]

    def _mail(self, event: int, peer: str) -> EmailMessage:
        mail = EmailMessage(policy=default)
        mail["From"], mail["To"] = f"Somebody <{PEOPLE[peer]}>", "invest@agency.example"
        mail["Subject"], mail["Message-ID"] = "A site near Liège", f"<event-{event}@acme.example>"
        if peer in self._last:
            mail["In-Reply-To"] = self._last[peer]
        return mail


class Mailbox:
    """Takes the replies."""

    def __init__(self, peer: Peer, last: dict[str, str]) -> None:
        self._peer, self._last = peer, last

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        if self._peer.refuse() is not None:
            return "451 come back later"
        name = next((name for name, address in PEOPLE.items() if address == envelope.rcpt_tos[0]), None)
        if name is None:
            return "250 a letter of the agency's, which is not looked at here"
        mail = message_from_bytes(envelope.original_content or b"", policy=default)
        assert mail["Auto-Submitted"] == "auto-replied"
        body = mail.get_body(preferencelist=("plain",))
        assert body is not None
        self._last[name] = str(mail["Message-ID"])
        self._peer.heard.append(Heard(name, str(body.get_content()).strip()))
        return "250 taken"


def signed(body: bytes, age: float = 0) -> Posted:
    """A mail as the mail server hands it over, ``age`` seconds ago."""
    stamp = str(int(time.time() - age))
    signature = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "message/rfc822", "Frontdesk-Timestamp": stamp, "Frontdesk-Signature": f"v1={signature}"}
    return Posted(body, headers)
