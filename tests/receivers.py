"""Real receivers of deliveries on this machine: a web server, a mail server, and a socket that says anything or nothing."""

import asyncio
import datetime as dt
import email
import socket
import socketserver
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.web.installation import served


@dataclass
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def key(self) -> str:
        return self.headers.get("idempotency-key", "")


def ok(_: Received) -> Response:
    return PlainTextResponse("ok")


def status(code: int, **headers: str) -> Callable[[Received], Response]:
    return lambda _: PlainTextResponse(
        "no", code, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@dataclass
class Hook:
    """A web server that notes what it was sent. ``taken`` counts what one that heeds the idempotency key has acted on."""

    url: str = ""
    answer: Callable[[Received], Response] = ok
    received: list[Received] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    taking: threading.Event = field(default_factory=threading.Event)
    hold: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.hold.set()

    async def handle(self, request: Request) -> Response:
        told = Received(request.url.path, dict(request.headers), await request.body())
        self.received.append(told)
        response = self.answer(told)
        if response.status_code < 300 and told.key not in self.taken:
            self.taken[told.key] += 1
        self.taking.set()
        await asyncio.to_thread(self.hold.wait, 30)
        return response

    @property
    def requests(self) -> Counter[str]:
        return Counter(each.key for each in self.received)


@contextmanager
def web_server() -> Iterator[Hook]:
    hook = Hook()
    app = Starlette(routes=[Route("/{path:path}", hook.handle, methods=["POST", "GET"])])
    with served(app) as url:
        hook.url = url
        try:
            yield hook
        finally:
            hook.hold.set()


@dataclass
class MailBox:
    """A mail server's handler: it takes messages, or refuses with what it is told to."""

    url: str = ""
    refuse_recipient: str | None = None
    refuse_data: str | None = None
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    taking: threading.Event = field(default_factory=threading.Event)
    hold: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.hold.set()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuse_data:
            return self.refuse_data
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients += envelope.rcpt_tos
        self.taking.set()
        await asyncio.to_thread(self.hold.wait, 30)
        return "250 taken"

    @property
    def ids(self) -> Counter[str]:
        return Counter(str(message["Message-ID"]) for message in self.messages)


@contextmanager
def mail_server(folder: Path | None = None, **more: Any) -> Iterator[MailBox]:
    """Run a mail server; with a folder it offers STARTTLS with a certificate that nobody signed."""
    box = MailBox()
    if folder is not None:
        more["tls_context"] = self_signed(folder)
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **more)
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield box
    finally:
        box.hold.set()
        controller.stop()


def only(user: str, password: str) -> Callable[..., AuthResult]:
    """Let one user in."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: Any, given: Any) -> AuthResult:
        right = (given.login.decode(), given.password.decode()) == (user, password)
        return AuthResult(success=right, handled=False)

    return check


class _Says(socketserver.BaseRequestHandler):
    """Says the same to everybody, or nothing, and waits until the other side hangs up."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, _Socket)
        with suppress(OSError):
            line = server.context.wrap_socket(self.request, server_side=True) if server.context else self.request
            if not server.greets:
                line.recv(65536)
            if server.says is None or server.keeps:
                line.sendall(server.says or b"")
                line.settimeout(10)
                line.recv(1)
            else:
                line.sendall(server.says)
            line.close()


class _Socket(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    says: bytes | None = None
    keeps = False
    greets = False
    context: ssl.SSLContext | None = None


@contextmanager
def socket_server(
    says: bytes | None, context: ssl.SSLContext | None = None, *, keeps: bool = False, greets: bool = False
) -> Iterator[int]:
    """Run a server that says the same to everybody, at once where it greets.

    One that says nothing, or keeps the line, waits for the other side to hang up.
    """
    with _Socket(("127.0.0.1", 0), _Says) as server:
        server.says, server.context, server.keeps, server.greets = says, context, keeps, greets
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return a server's side of TLS with a certificate that nobody signed."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
