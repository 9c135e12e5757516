"""The servers of the tests end with every connection closed, also one that nobody reads from."""

import asyncio
import gc
import socket
import warnings
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.web.installation import served

pytestmark = pytest.mark.web


async def flood(scope: Any, receive: Any, send: Any) -> None:
    """Send without an end."""
    if scope["type"] == "lifespan":
        while (told := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{told['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        await send({"type": "http.response.body", "body": b"x" * 200_000, "more_body": True})
        await asyncio.sleep(0)


def test_a_connection_that_still_has_something_to_send_is_cut_at_the_end() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with served(flood) as url:
            where = urlsplit(url)
            client = socket.create_connection((where.hostname, where.port))
            client.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            assert client.recv(1)
        client.close()
        gc.collect()
    assert [str(one.message) for one in told if issubclass(one.category, ResourceWarning)] == []
