"""A real HTTP server where Rasa stands: it answers by script and fails in every way Rasa can."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

type Answer = tuple[int, bytes]
type Script = Callable[[dict[str, Any]], Answer]


def said(*messages: dict[str, Any], **more: Any) -> Answer:
    """What our channel answers where all went well."""
    body = {"messages": list(messages), "language": None, "requested_slot": None, "outcome": None} | more
    return 200, json.dumps(body).encode()


def echo(call: dict[str, Any]) -> Answer:
    """Say what was said, or which payload came."""
    return said({"text": f"You said: {call.get('text', call.get('payload'))}"})


def slowly(seconds: float, script: Script = echo) -> Script:
    """Answer after a while."""

    def wait(call: dict[str, Any]) -> Answer:
        time.sleep(seconds)
        return script(call)

    return wait


def once_set(event: threading.Event, script: Script = echo) -> Script:
    """Answer when the test says so."""

    def wait(call: dict[str, Any]) -> Answer:
        assert event.wait(60), "never set"
        return script(call)

    return wait


@dataclass
class RasaStandIn:
    """Its state: what it was asked, and how it answers."""

    secret: str
    script: Script = echo
    forgets: bool = True
    ready: bool = True
    calls: list[dict[str, Any]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, call: dict[str, Any]) -> Answer:
        """Greet by itself; everything else is the script's."""
        greets = call.get("payload") == "/greet" and self.script is echo
        return said({"text": "Hello. I am automated."}) if greets else self.script(call)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What visitors said, without the greetings."""
        return [call for call in self.calls if call.get("payload") != "/greet"]


class Handler(BaseHTTPRequestHandler):
    """Takes the calls of our channel."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # header and body leave together, or the second waits for the first one's receipt
    state: RasaStandIn

    def do_POST(self) -> None:
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-Frontdesk-Secret"] != self.state.secret:
            self._answer(403, b"{}")
            return
        self.state.calls.append(call)
        self._answer(*self.state.answer(call))

    def do_DELETE(self) -> None:
        if self.state.forgets:
            self.state.forgotten.append(self.path.rpartition("/")[2])
        self._answer(204 if self.state.forgets else 503, b"")

    def do_GET(self) -> None:
        self._answer(200 if self.state.ready else 503, b"{}")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Does not wait for requests that nobody waits for."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A gateway that gave up waiting is part of the tests."""


@contextmanager
def rasa_stand_in(secret: str) -> Iterator[RasaStandIn]:
    """Serve until the block ends."""
    state = RasaStandIn(secret)
    with Server(("127.0.0.1", 0), type("ScriptedHandler", (Handler,), {"state": state})) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
