"""Rasa fails in every way it can: the visitor reads an honest sentence and the log holds ids, never words."""

import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.installation import Installation, Visitor, installation
from tests.web.rasa_stand_in import RasaStandIn, Script, echo, said

pytestmark = pytest.mark.web

SECRET_WORDS = "xyzzy-canary"


def _fails(status: int, body: bytes) -> Script:
    return lambda _: (status, body)


FAILURES = {
    "an empty answer": _fails(200, b'{"messages": []}'),
    "a message without text": _fails(200, b'{"messages": [{"text": ""}]}'),
    "an action failed": _fails(500, b'{"error": "action failed"}'),
    "a wrong secret": _fails(403, b"{}"),
    "no JSON": _fails(200, b"<html>"),
    "JSON of another shape": _fails(200, b"[]"),
    "broken buttons": _fails(200, b'{"messages": [{"text": "x", "buttons": [1]}]}'),
    "broken citations": _fails(200, b'{"messages": [{"text": "x", "custom": {"citations": [{}]}}]}'),
    "no UTF-8": _fails(200, b'{"messages": [{"text": "\xff"}]}'),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_rasa_is_answered_with_a_notice(
    desk: Installation, visitor: Visitor, failure: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk.rasa.script = FAILURES[failure]
    with caplog.at_level(logging.WARNING):
        (notice,) = visitor.say(SECRET_WORDS)
    assert notice["author"] == "notice"
    assert "kept" in notice["text"]
    assert [message["text"] for message in visitor.transcript() if message["author"] == "visitor"] == [SECRET_WORDS]
    (entry,) = (record for record in caplog.records if record.getMessage() == "no_answer")
    assert vars(entry)["conversation"] == visitor.id
    assert SECRET_WORDS not in "".join(str(vars(record)) for record in caplog.records)


def test_the_notice_is_in_the_visitors_language(desk: Installation) -> None:
    visitor = desk.visitor({"language": "de"})
    desk.rasa.script = FAILURES["an empty answer"]
    (notice,) = visitor.say("Hallo")
    assert notice["language"] == "de"
    assert "Störung" in notice["text"]


def test_trying_again_sends_the_same_words(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = FAILURES["an action failed"]
    again = visitor.say("/restart please")[0]["quick_replies"][0]
    again = visitor.send({"quick_reply": again["id"]}).json()["messages"][0]["quick_replies"][0]
    desk.rasa.script = echo
    (answer,) = visitor.send({"quick_reply": again["id"]}).json()["messages"]
    assert answer["text"] == "You said: /restart please"
    assert all("payload" not in call for call in desk.rasa.messages)


def test_trying_a_button_again_presses_the_same_button(desk: Installation, visitor: Visitor) -> None:
    desk.rasa.script = lambda _: said({"text": "Agreed?", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    yes = visitor.say("enquiry")[0]["quick_replies"][0]
    desk.rasa.script = FAILURES["an action failed"]
    again = visitor.send({"quick_reply": yes["id"]}).json()["messages"][0]["quick_replies"][0]
    desk.rasa.script = echo
    visitor.send({"quick_reply": again["id"]})
    assert desk.rasa.calls[-1]["payload"] == "/affirm"


def test_rasa_that_is_not_there_is_answered_with_a_notice(tmp_path: Path) -> None:
    nobody = RasaStandIn("secret", url="http://127.0.0.1:9")
    with installation(tmp_path, nobody) as desk:
        visitor = desk.visitor()
        assert visitor.greeting[0]["author"] == "notice"
        assert "automated assistant" in visitor.greeting[0]["text"]
        assert "/privacy" in visitor.greeting[0]["text"]
        assert visitor.say("hello")[0]["author"] == "notice"


def test_an_erasure_while_rasa_is_away_is_made_good_after_a_restart(tmp_path: Path, rasa: RasaStandIn) -> None:
    rasa.forgets = False
    with installation(tmp_path, rasa) as desk:
        visitor = desk.visitor()
        assert desk.http.delete(visitor.path, headers=visitor.headers).status_code == 204
    rasa.forgets = True
    with installation(tmp_path, rasa):
        for _ in range(100):
            if rasa.forgotten:
                break
            time.sleep(0.05)
    assert rasa.forgotten == [visitor.id]
    assert not list((tmp_path / "pending-erasures").iterdir())


def test_an_unusable_database_is_a_503_and_not_ready(desk: Installation, visitor: Visitor) -> None:
    with closing(sqlite3.connect(desk.settings.data_dir / "frontdesk.db")) as connection:
        connection.execute("DROP TABLE quick_replies")
        connection.execute("DROP TABLE messages")
        connection.execute("DROP TABLE alembic_version")
    assert visitor.send({"text": "hello"}).status_code == 503
    ready = desk.http.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["checks"] == {"database": False, "rasa": True, "actions": True}


def test_ready_only_while_rasa_is(desk: Installation) -> None:
    assert desk.http.get("/readyz").status_code == 200
    desk.rasa.ready = False
    time.sleep(2.1)
    assert desk.http.get("/readyz").status_code == 503
    assert desk.http.get("/healthz").status_code == 200
