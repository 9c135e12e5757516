"""A message sent again is answered once, with the same reply, whatever went wrong in between."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from tests.web.installation import Installation, Visitor
from tests.web.rasa_stand_in import Answer, echo, said, slowly

pytestmark = pytest.mark.web


@contextmanager
def locked(desk: Installation) -> Iterator[None]:
    """Hold the database's write lock, as a long backup would."""
    with closing(sqlite3.connect(desk.settings.data_dir / "frontdesk.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_a_resent_message_gets_the_very_same_reply(desk: Installation, visitor: Visitor) -> None:
    first = visitor.say("hello", client_message_id="m-1")
    assert visitor.say("hello", client_message_id="m-1") == first
    assert len(desk.rasa.messages) == 1
    assert len(visitor.transcript()) == 3


def test_simultaneous_duplicates_are_answered_once(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = slowly(0.2)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: visitor.say("hello", client_message_id="m-1"), range(8)))
    assert all(reply == replies[0] for reply in replies)
    assert len(desk.rasa.messages) == 1


def test_other_words_with_the_same_id_are_refused(visitor: Visitor) -> None:
    visitor.say("hello", client_message_id="m-1")
    response = visitor.send({"text": "something else", "client_message_id": "m-1"})
    assert response.status_code == 409
    assert response.json()["type"].endswith("client-message-id-reused")


def test_a_resent_button_gets_the_very_same_reply(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "Agreed?", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    button = visitor.say("enquiry")[0]["quick_replies"][0]["id"]
    body = {"quick_reply": button, "client_message_id": "m-2"}
    first = visitor.send(body)
    again = visitor.send(body)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert len(desk.rasa.messages) == 2


def test_messages_of_one_conversation_are_answered_one_after_the_other(desk: Installation, visitor: Visitor) -> None:
    at_once, most = 0, 0
    guard = threading.Lock()

    def counting(call: dict[str, object]) -> Answer:
        nonlocal at_once, most
        with guard:
            at_once += 1
            most = max(most, at_once)
        answer = slowly(0.05)(call)
        with guard:
            at_once -= 1
        return answer

    desk.rasa.script = counting
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: visitor.say(f"message {number}"), range(6)))
    assert most == 1
    transcript = visitor.transcript()[1:]
    for asked, answered in zip(transcript[::2], transcript[1::2], strict=True):
        assert answered["text"] == f"You said: {asked['text']}"


def test_two_conversations_do_not_wait_for_each_other(desk: Installation) -> None:
    gate = threading.Barrier(2, timeout=5)

    def together(call: dict[str, object]) -> Answer:
        gate.wait()
        return echo(call)

    visitors = [desk.visitor(), desk.visitor()]
    desk.rasa.script = together
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda visitor: visitor.say("hello"), visitors))
    assert [reply[0]["text"] for reply in replies] == ["You said: hello"] * 2


@pytest.mark.slow
def test_a_locked_database_is_said_and_the_same_message_completes_later(desk: Installation, visitor: Visitor) -> None:
    with locked(desk):
        response = visitor.send({"text": "hello", "client_message_id": "m-1"})
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert "Retry-After" in response.headers
    assert "not answered yet" in response.json()["detail"]
    assert visitor.say("hello", client_message_id="m-1")[0]["text"] == "You said: hello"
    assert len(desk.rasa.messages) == 1


@pytest.mark.slow
def test_an_answer_the_database_did_not_take_is_not_asked_for_twice(desk: Installation, visitor: Visitor) -> None:
    release = threading.Event()
    reached = threading.Event()

    def held(call: dict[str, object]) -> Answer:
        reached.set()
        assert release.wait(5)
        return echo(call)

    desk.rasa.script = held
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(visitor.send, {"text": "Ann", "client_message_id": "m-1"})
        assert reached.wait(5)
        with locked(desk):
            release.set()
            assert pending.result().status_code == 503
    assert visitor.say("Ann", client_message_id="m-1")[0]["text"] == "You said: Ann"
    assert len(desk.rasa.messages) == 1
