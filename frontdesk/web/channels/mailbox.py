"""A mailbox at a mail server, by IMAP: what nobody has seen yet, read without marking it, and marked once it is kept.

Connections last for one look. A mail is known by its UID within that look only; what tells it apart for ever is its Message-ID.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from imapclient import IMAPClient

MOST_BYTES = 256 * 1024  # of one mail; words come before attachments
_PORTS = {"imap": 143, "imaps": 993}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_CONNECT_SECONDS, _READ_SECONDS = 10.0, 20.0
_SEEN, _FLAGGED = b"\\Seen", b"\\Flagged"


class MailboxAway(Exception):
    """The server cannot be worked with now. Says why, with nothing of any mail in it."""


class NotGiven(MailboxAway):
    """The server refuses this one thing, and goes on working."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One folder of one account. Certificates are checked; a password is never sent in the clear but on loopback."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    implicit_tls: bool = True

    @classmethod
    def parse(cls, url: str) -> "Mailbox":
        """Read ``imap(s)://user:password@host:port/folder``. Raises ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or not parts.username or not parts.password:
            raise ValueError("imap_url")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username),
            password=unquote(parts.password),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            implicit_tls=parts.scheme == "imaps",
        )

    def open(self) -> "Look":
        """Sign in and open the folder. Raises MailboxAway."""
        from imapclient import IMAPClient, SocketTimeout  # noqa: PLC0415 - a tenth of a second, spent by who has a mailbox

        with _reached():
            waits = SocketTimeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
            client = IMAPClient(self.host, self.port, ssl=self.implicit_tls, timeout=waits)
        look = Look(client)
        try:
            with _reached():
                self._sign_in(client)
        except MailboxAway:
            look.close()
            raise
        return look

    def _sign_in(self, client: "IMAPClient") -> None:
        if not self.implicit_tls and self.host not in _LOOPBACK:
            client.starttls()  # refused where the server does not offer it
        client.login(self.user, self.password)
        if b"READ-ONLY" in client.select_folder(self.folder):
            raise MailboxAway("read-only")  # what cannot be marked would be read again for ever


class Look:
    """One look into the folder. Each method but the last raises MailboxAway."""

    def __init__(self, client: "IMAPClient") -> None:
        self._client = client

    def unseen(self, since: date) -> tuple[int, ...]:
        """Return the mails that came since a day and that nobody has seen, the first one first."""
        with _reached():
            return tuple(sorted(self._client.search(["UNSEEN", "UNDELETED", "SINCE", since])))

    def read(self, uid: int) -> bytes | None:
        """Return a mail as it was sent, of a large one the beginning, and leave it unseen; none where it is gone."""
        with _reached():
            found: dict[bytes, Any] = self._client.fetch([uid], [f"BODY.PEEK[]<0.{MOST_BYTES}>"]).get(uid, {})
            return next((bytes(told) for name, told in found.items() if name.startswith(b"BODY[]") and told), None)

    def mark(self, uid: int, *, refused: bool = False) -> None:
        """Mark a mail as seen; one that was refused is flagged too, so that a person finds it."""
        with _reached():
            self._client.add_flags([uid], [_SEEN, _FLAGGED] if refused else [_SEEN])

    def close(self) -> None:
        """Hang up, without waiting for a farewell and without expunging anything."""
        with suppress(OSError):
            self._client.shutdown()


@contextmanager
def _reached() -> Iterator[None]:
    """Turn whatever a server and the way to it can do into MailboxAway."""
    from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError  # noqa: PLC0415 - as above

    try:
        yield
    except LoginError as problem:
        raise MailboxAway("sign-in refused") from problem
    except ssl.SSLError as problem:
        raise MailboxAway("not trusted") from problem
    except (IMAPClientAbortError, OSError) as problem:
        raise MailboxAway(type(problem).__name__) from problem
    except IMAPClientError as problem:
        raise NotGiven(type(problem).__name__) from problem
