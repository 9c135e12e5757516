"""Server-sent events of a conversation, read from a real socket."""

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.web.installation import Installation, Visitor

pytestmark = pytest.mark.web


def events(response: httpx.Response) -> Iterator[tuple[str, str | None, Any]]:
    """Yield (event, id, data) of a stream."""
    event: dict[str, str] = {}
    for line in response.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            event[name] = value
        elif "data" in event:
            yield event["event"], event.get("id"), json.loads(event["data"])
            event = {}


def follow(visitor: Visitor, **headers: str) -> Any:
    return visitor.http.stream("GET", f"{visitor.path}/events", headers={**visitor.headers, **headers})


def test_a_follower_sees_messages_and_typing(visitor: Visitor) -> None:
    with follow(visitor) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        stream = events(response)
        assert next(stream)[0::2] == ("status", {"state": "open"})
        talk = threading.Thread(target=visitor.say, args=("hello",))
        talk.start()
        seen = [next(stream) for _ in range(4)]
        talk.join()
    assert [event for event, _, _ in seen] == ["message", "typing", "typing", "message"]
    assert [seen[1][2], seen[2][2]] == [{"active": True}, {"active": False}]
    assert seen[0][2]["author"] == "visitor"
    assert seen[3][2] == visitor.transcript()[-1]
    assert seen[3][1] == seen[3][2]["id"]


def test_a_follower_who_comes_back_gets_what_was_missed(visitor: Visitor) -> None:
    visitor.say("one")
    last = visitor.transcript()[-1]["id"]
    visitor.say("two")
    with follow(visitor, **{"Last-Event-ID": last}) as response:
        stream = events(response)
        seen = [next(stream) for _ in range(3)]
    assert [data for event, _, data in seen if event == "message"] == visitor.transcript(after=last)


@pytest.mark.parametrize("last", ["x", "-1", "9" * 30, "²"])
def test_a_bad_last_event_id_is_refused(visitor: Visitor, last: str) -> None:
    headers = httpx.Headers([*visitor.headers.items(), ("Last-Event-ID", last)], encoding="latin-1")
    response = visitor.http.get(f"{visitor.path}/events", headers=headers)
    assert response.status_code == 422


def test_erasing_ends_the_stream(visitor: Visitor) -> None:
    with follow(visitor) as response:
        stream = events(response)
        next(stream)
        visitor.http.delete(visitor.path, headers=visitor.headers)
        assert [data for _, _, data in stream] == [{"state": "erased"}]


def test_listeners_are_bounded_and_make_room_when_they_leave(desk: Installation, visitor: Visitor) -> None:
    streams = [follow(visitor) for _ in range(5)]
    for stream in streams:
        assert stream.__enter__().status_code == 200
    refused = desk.http.get(f"{visitor.path}/events", headers=visitor.headers)
    assert refused.status_code == 429
    assert "frontdesk_event_listeners 5.0" in desk.http.get("/metrics").text
    for stream in streams:
        stream.__exit__(None, None, None)
    for _ in range(100):
        if "frontdesk_event_listeners 0.0" in desk.http.get("/metrics").text:
            break
        time.sleep(0.02)
    with follow(visitor) as response:
        assert response.status_code == 200
