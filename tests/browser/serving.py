"""Serves an ASGI application on a free port of this machine, in a thread, as a browser needs it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from tests.stopping import StoppingServer

_START_SECONDS = 15.0


@contextmanager
def serving(app: ASGIApp, *, port: int = 0) -> Iterator[str]:
    """Give the address of a running application and stop it at the end; on a free port where none is named."""
    listener = socket.create_server(("127.0.0.1", port))
    port = listener.getsockname()[1]
    server = StoppingServer(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        assert thread.is_alive(), "the server ended while starting"
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(_START_SECONDS)
        listener.close()


def free_port() -> int:
    """Return a port nobody listens on, for an application that must know its own address before it runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
