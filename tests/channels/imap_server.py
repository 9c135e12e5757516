"""A real IMAP server (pymap) in a process of its own, and the client with which somebody puts mails into its mailbox and looks at them."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

from imapclient import IMAPClient

from tests.receivers import free_port

USER, PASSWORD = "assistant@agency.example", "pass word/@:1"


@dataclass
class Mailbox:
    """One account."""

    port: int
    folder: str = "INBOX"
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
        return f"imap://{who}@{self.host}:{self.port}/{quote(self.folder)}"

    def put(self, mail: EmailMessage | bytes) -> int:
        """Deliver a mail into it; return its UID."""
        source = mail if isinstance(mail, bytes) else mail.as_bytes()
        with self.client() as client:
            client.append(self.folder, source)
            return int(client.search("ALL")[-1])

    def flags(self, uid: int) -> set[str]:
        with self.client() as client:
            return {flag.decode() for flag in client.get_flags([uid])[uid]} - {"\\Recent"}

    def unmark(self, uid: int) -> None:
        """What a person does who marks a mail as unread."""
        with self.client() as client:
            client.remove_flags([uid], [b"\\Seen"])

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        with IMAPClient(self.host, self.port, ssl=False, timeout=20) as client:
            client.login(USER, PASSWORD)
            if not client.folder_exists(self.folder):
                client.create_folder(self.folder)
            client.select_folder(self.folder)
            yield client


@contextmanager
def imap_server(port: int | None = None, *more: str) -> Iterator[Mailbox]:
    """Run a server with one empty account until the block ends."""
    mailbox = Mailbox(port or free_port())
    program = Path(sys.executable).with_name("pymap")
    command = [str(program), "--host", mailbox.host, "--port", str(mailbox.port)]
    command += ["--no-service", "admin", "--no-service", "sieve", *(more or ("--no-tls",))]
    process = subprocess.Popen([*command, "dict", "--demo-user", USER, "--demo-password", PASSWORD])
    try:
        _wait_for(mailbox, process)
        yield mailbox
    finally:
        process.terminate()
        process.wait()


def _wait_for(mailbox: Mailbox, process: subprocess.Popen[bytes]) -> None:
    while True:
        assert process.poll() is None, "the server did not start"
        try:
            socket.create_connection((mailbox.host, mailbox.port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
