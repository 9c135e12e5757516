"""E-mail: mails are handed over, signed, or collected from a mailbox; what is answered goes out as one reply in the same thread.

A mail proves nothing about its sender. So a thread is known by a token in our own Message-IDs, which only whoever got our reply can refer
to: somebody who writes in another's name begins a conversation of their own, and the answer goes to the address they claim, not to them.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from frontdesk.services.channel import Channel, ChannelEvent, NotSent, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message
from frontdesk.settings import Settings
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.mail_reading import ReceivedMail, read_mail
from frontdesk.web.channels.mailbox import Mailbox
from frontdesk.web.channels.presentation import shown
from frontdesk.wiring.keys import Purpose, key_for
from frontdesk.wiring.post import PostOffice, post_office

_OLDEST = timedelta(minutes=5)
_MOST_CHARACTERS = 20_000
_TOKEN_LENGTH = 32


def build(settings: Settings, notices: Notices) -> "EmailAdapter | None":
    """Return the adapter where address, mail server, and a secret or a mailbox are set. Raises OSError where it can make no key."""
    office, secret = post_office(settings), settings.email_webhook_secret
    mailbox = Mailbox.parse(settings.imap_url.get_secret_value()) if settings.imap_url else None
    if settings.email_address is None or office is None or (secret is None and mailbox is None):
        return None
    own = key_for(settings.shared_secret(), Purpose.MAIL) if secret is None else secret.get_secret_value().encode()
    inlet = Inlet(None if secret is None else own, mailbox, settings.imap_seconds)
    return EmailAdapter(settings.email_address, own, inlet, office, notices)


@dataclass(frozen=True, slots=True)
class Inlet:
    """Where mails come from: whoever signs with a secret, a mailbox that is looked into every so many seconds, or both."""

    secret: bytes | None
    mailbox: Mailbox | None
    every_seconds: float


class EmailAdapter:
    """One address. It fills the port JoiningSender: what waits together is one mail. ``key`` marks the threads."""

    channel = Channel.EMAIL

    def __init__(self, address: str, key: bytes, inlet: Inlet, office: PostOffice, notices: Notices) -> None:
        self._address, self._key, self.inlet, self._office, self._notices = address, key, inlet, office, notices

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read a mail. Raises Forged and Malformed."""
        if not self._is_proven(delivery):
            raise Forged("signature")
        return Reading(self.events_of(delivery.body))

    def events_of(self, source: bytes) -> tuple[ChannelEvent, ...]:
        """Read a mail that came by a way that is trusted. Raises Malformed."""
        mail = read_mail(source)
        if mail is None:
            raise Malformed("no mail")
        if mail.is_automatic or mail.sender.casefold() == self._address.casefold():
            return ()  # nobody's out-of-office is answered, and no answer of ours
        return (self._event(mail),)

    def _is_proven(self, delivery: Delivery) -> bool:
        """The mail server signs time and mail: ``v1=`` and HMAC-SHA256 of ``<seconds>.<mail>`` in hexadecimal."""
        if self.inlet.secret is None:
            return False
        stamp = delivery.headers.get("frontdesk-timestamp", "")
        expected = hmac.new(self.inlet.secret, stamp.encode() + b"." + delivery.body, hashlib.sha256).hexdigest()
        given = delivery.headers.get("frontdesk-signature", "")
        return hmac.compare_digest(f"v1={expected}".encode(), given.encode()) and _is_recent(stamp, delivery.at)

    def _event(self, mail: ReceivedMail) -> ChannelEvent:
        token = self._known_token(mail) or self._new_token(mail)
        return ChannelEvent(
            channel=Channel.EMAIL,
            event_id=hashlib.sha256(f"{mail.sender}\n{mail.message_id}".encode()).hexdigest(),
            peer=token,
            happening=happening_of(mail.text),
            text=mail.text,
            address={"to": mail.sender, "subject": mail.subject, "in_reply_to": mail.message_id, "token": token},
        )

    def _known_token(self, mail: ReceivedMail) -> str | None:
        """Return the thread a mail answers in: only the person we wrote to is heard there."""
        for reference in reversed(mail.references):
            token, _, mark = reference.strip("<>").partition("@")[0].partition(".")
            if hmac.compare_digest(mark.partition(".")[0].encode(), self._mark(token, mail.sender).encode()):
                return token
        return None

    def _new_token(self, mail: ReceivedMail) -> str:
        """Follows from the mail, so that the same one delivered twice begins one thread."""
        told = f"thread\n{mail.sender}\n{mail.message_id}".encode()
        return hmac.new(self._key, told, hashlib.sha256).hexdigest()[:_TOKEN_LENGTH]

    def _mark(self, token: str, sender: str) -> str:
        told = f"mark\n{token}\n{sender.casefold()}".encode()
        return hmac.new(self._key, told, hashlib.sha256).hexdigest()[:_TOKEN_LENGTH]

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message. Raises NotSent."""
        await self.send_together(thread, (message,))

    async def send_together(self, thread: Thread, messages: Sequence[Message]) -> None:
        """Send what waits as one reply. Raises NotSent."""
        recipient = thread.address["to"]
        try:
            reply = self._reply(thread, messages, recipient)
        except ValueError as problem:
            raise NotSent("address", is_final=True) from problem
        await self._office.send(reply, sender=self._address, recipient=recipient)

    def _reply(self, thread: Thread, messages: Sequence[Message], recipient: str) -> EmailMessage:
        told = [text for message in messages for text in self._texts(message)]
        subject, answered = thread.address["subject"], thread.address["in_reply_to"]
        token = thread.address["token"]
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"] = self._address, recipient
        mail["Subject"] = subject if subject.casefold().startswith("re:") else f"Re: {subject}".strip()
        host = self._address.rpartition("@")[2]
        mail["Message-ID"] = f"<{token}.{self._mark(token, recipient)}.{messages[-1].id}@{host}>"
        mail["In-Reply-To"] = mail["References"] = answered
        mail["Auto-Submitted"] = "auto-replied"  # RFC 3834
        mail.set_content("\n\n".join(told))
        mail["Content-Language"] = messages[-1].content.language.value
        return mail

    def _texts(self, message: Message) -> tuple[str, ...]:
        return shown(message, self._notices, limit=_MOST_CHARACTERS, buttons=False).texts

    async def close(self) -> None:
        """Nothing stays open between two mails."""


def _is_recent(stamp: str, now: datetime) -> bool:
    return stamp.isdecimal() and abs(now.timestamp() - int(stamp[:12])) <= _OLDEST.total_seconds()
