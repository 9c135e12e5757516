"""Hands mails of the e-mail channel to the mail server that letters go through."""

from dataclasses import dataclass
from email.message import EmailMessage

from frontdesk.delivery.mail_server import MailServer
from frontdesk.services.channel import NotSent
from frontdesk.services.delivery import Prospect, SendFailed
from frontdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class PostOffice:
    """One mail server."""

    server: MailServer

    async def send(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Hand a mail over. Raises NotSent."""
        try:
            await self.server.send(message, sender=sender, recipient=recipient)
        except SendFailed as problem:
            raise NotSent(str(problem), is_final=problem.prospect is Prospect.HOPELESS) from problem


def post_office(settings: Settings) -> PostOffice | None:
    """Return the mail server of an installation, where it has one."""
    if settings.smtp_url is None:
        return None
    return PostOffice(MailServer.parse(settings.smtp_url.get_secret_value()))
