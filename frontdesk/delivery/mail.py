"""Mail to visitors and staff: one message with plain text and HTML, under an id that stays the same at every attempt."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from frontdesk.delivery.mail_server import MailServer
from frontdesk.services.delivery import Destination, FailureReason, Parcel, Prospect, SendFailed
from frontdesk.services.delivery_texts import Letter, Letters, TextIncomplete

_ID_LENGTH = 40


@dataclass(frozen=True, slots=True)
class MailCarrier:
    """Fills the port Carrier. ``sender`` is as in a From header: ``Invest in Wallonia <desk@example.org>``."""

    server: MailServer
    sender: str
    letters: Letters

    async def carry(self, parcel: Parcel, destination: Destination, *, at: datetime) -> None:
        """Hand the letter to the server. Raises SendFailed."""
        del destination  # there is one mail server
        try:
            letter = self.letters.letter(parcel.topic, parcel.payload)
            message = message_of(letter, parcel, sender=self.sender, at=at)
            recipient = address_of("", letter.to).addr_spec
        except TextIncomplete as problem:
            raise SendFailed(FailureReason.PAYLOAD_INCOMPLETE, str(problem), prospect=Prospect.HOPELESS) from problem
        except (ValueError, HeaderParseError) as problem:
            raise SendFailed(FailureReason.RECIPIENT_REFUSED, prospect=Prospect.HOPELESS) from problem
        await self.server.send(message, sender=parseaddr(self.sender)[1], recipient=recipient)


def message_of(letter: Letter, parcel: Parcel, *, sender: str, at: datetime) -> EmailMessage:
    """Return the message. Raises ValueError or HeaderParseError where an address is none."""
    message, (name, address) = EmailMessage(policy=SMTP), parseaddr(sender)
    message["From"] = address_of(name, address)
    message["To"] = address_of(letter.name, letter.to)
    if letter.reply_to:
        message["Reply-To"] = address_of("", letter.reply_to)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(parcel.id, address)
    if not letter.by_person:
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's out-of-office answers it
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language.value  # last: setting the content clears what describes it
    return message


def message_id(parcel_id: str, sender: str) -> str:
    """Return the Message-ID of a delivery: mail servers that heed it take the same message once."""
    return f"<{hashlib.sha256(parcel_id.encode()).hexdigest()[:_ID_LENGTH]}@{sender.rpartition('@')[2]}>"


def address_of(name: str, address: str) -> Address:
    """Return one address, its domain in ASCII. Raises ValueError or HeaderParseError where it is none, or more than one."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or not domain or not address.isprintable():
        raise ValueError("no address")
    ascii_domain = domain.encode("idna").decode("ascii")
    return Address(display_name=_one_line(name), addr_spec=f"{local}@{ascii_domain}")


def _one_line(text: str) -> str:
    """Nothing that comes from outside starts a header of its own."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
