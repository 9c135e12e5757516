"""The call by which the action server has a part of a message read."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from frontdesk.rasa_http import RasaReader
from frontdesk.services.reading import ReadingFailed
from frontdesk.values import Language

pytestmark = pytest.mark.web


@contextmanager
def channel(status: int, body: str, *, delay: threading.Event | None = None) -> Iterator[tuple[str, list[Any]]]:
    """A server that stands where our channel in Rasa does."""
    heard: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append((self.path, self.headers["X-Frontdesk-Secret"], content))
            if delay is not None:
                delay.wait(5)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read(url: str, seconds: float = 2.0) -> Any:
    reader = RasaReader(url, "secret-of-this-test", seconds=seconds)
    try:
        return reader.read("and when?", Language.FR)
    finally:
        reader.close()


def test_a_text_is_read_in_its_language_with_the_shared_secret() -> None:
    with channel(200, '{"intent": {"name": "ask_exports"}}') as (url, heard):
        assert read(url)["intent"] == {"name": "ask_exports"}
    assert heard == [
        ("/webhooks/frontdesk/parse", "secret-of-this-test", {"text": "and when?", "language": "fr"}),
    ]


@pytest.mark.parametrize(("status", "body"), [(500, "{}"), (403, "{}"), (200, "no json"), (200, "[]"), (200, "{}")])
def test_whatever_is_no_parse_is_a_failure(status: int, body: str) -> None:
    with channel(status, body) as (url, _), pytest.raises(ReadingFailed):
        read(url)


def test_nobody_there_is_a_failure() -> None:
    with pytest.raises(ReadingFailed):
        read("http://127.0.0.1:9")


def test_a_visitor_does_not_wait_for_a_part_for_long() -> None:
    never = threading.Event()
    with channel(200, "{}", delay=never) as (url, _):
        with pytest.raises(ReadingFailed):
            read(url, seconds=0.2)
        never.set()
