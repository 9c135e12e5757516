"""The mail server that letters are handed to, and what its refusals mean."""

import asyncio
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPTimeoutError,
)

from frontdesk.services.delivery import FailureReason, Prospect, SendFailed

ALL_SECONDS = 30.0
_PORTS = {"smtp": 25, "smtps": 465}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class MailServer:
    """One server. Certificates are checked; a password is never sent in the clear but on loopback."""

    host: str
    port: int
    implicit_tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """Read ``smtp(s)://user:password@host:port``. Raises ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("smtp_url")
        user, password = (unquote(text) if text else None for text in (parts.username, parts.password))
        return cls(parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme == "smtps", user, password)

    async def send(self, message: EmailMessage, *, sender: str, recipient: str, seconds: float = ALL_SECONDS) -> None:
        """Return once the server has taken the message over. Raises SendFailed."""
        client = self._client(seconds)
        try:
            async with asyncio.timeout(seconds):
                await client.connect()
                await client.send_message(message, sender=sender, recipients=[recipient])
        except TimeoutError as problem:
            raise SendFailed(FailureReason.TIMED_OUT, self.host) from problem
        except (SMTPException, ssl.SSLError, OSError) as problem:
            raise _failure(problem, self.host) from problem
        finally:
            # Hung up without a word: what was taken is taken, and waiting for a farewell would put off the mark.
            with suppress(OSError):
                client.close()

    def _client(self, seconds: float) -> SMTP:
        must_encrypt = self.user is not None and self.host not in _LOOPBACK
        start_tls = False if self.implicit_tls else (True if must_encrypt else None)
        return SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.implicit_tls,
            start_tls=start_tls,
            timeout=seconds,
        )


def _failure(problem: Exception, host: str) -> SendFailed:
    cause = problem.__cause__ if isinstance(problem, SMTPConnectError) else problem
    if isinstance(cause, socket.gaierror):
        return SendFailed(FailureReason.UNKNOWN_HOST, host)
    if isinstance(cause, ssl.SSLError):
        return SendFailed(FailureReason.NOT_TRUSTED, host)
    if isinstance(problem, SMTPTimeoutError):
        return SendFailed(FailureReason.TIMED_OUT, host)
    if isinstance(problem, SMTPAuthenticationError):
        return SendFailed(FailureReason.SIGN_IN_REFUSED, str(problem.code))
    if isinstance(problem, SMTPRecipientsRefused) and problem.recipients:
        problem = problem.recipients[0]
    if isinstance(problem, SMTPResponseException):
        return _refusal(problem)
    return SendFailed(FailureReason.NO_CONNECTION, host)


def _refusal(problem: SMTPResponseException) -> SendFailed:
    """A recipient that is refused for good stays so; a message may be taken once somebody mends a rule; all else is the server's state."""
    permanent, code = problem.code >= _PERMANENT, str(problem.code)
    if isinstance(problem, SMTPRecipientRefused):
        prospect = Prospect.HOPELESS if permanent else Prospect.TEMPORARY
        return SendFailed(FailureReason.RECIPIENT_REFUSED, code, prospect=prospect)
    if isinstance(problem, SMTPDataError) and permanent:
        return SendFailed(FailureReason.REFUSED, code, prospect=Prospect.DOUBTFUL)
    return SendFailed(FailureReason.SERVER_ERROR, code)
