"""The channel as the gateway sees it, on a real Rasa server."""

import json
import sqlite3
import time
from uuid import uuid4

import pytest
import requests

from bot.tests.conftest import KNOWLEDGE, Server, write_knowledge


def new_id() -> str:
    return uuid4().hex


def test_a_typed_question_is_answered_with_text_buttons_and_data_together(server: Server) -> None:
    reply = server.say(new_id(), "When was Univercells founded?")
    assert reply["intent"]["name"] == "ask_founded_when"
    assert reply["language"] == "en"
    assert not reply["rejected"]
    [message] = reply["messages"]
    assert message["text"] == "Answered."
    assert message["buttons"] == [{"title": "Again", "payload": "/ask_location"}]
    assert message["custom"]["entities"] == ["univercells"]


def test_a_reply_tells_what_else_was_meant_and_who_was_named(server: Server) -> None:
    reply = server.say(new_id(), "My name is Ann Peeters, mail ann@acme.example. When was Univercells founded?")
    assert reply["names"]["persons"] == ["Ann Peeters"]
    assert reply["names"]["contacts"] == ["ann@acme.example"]
    assert "Univercells" not in str(reply["names"])
    assert 1 <= len(reply["alternatives"]) <= 3
    assert all(set(guess) == {"name", "confidence"} for guess in reply["alternatives"])


def test_the_actions_get_the_secret_and_no_sentences_of_the_domain(server: Server) -> None:
    custom = server.say(new_id(), "where is the company located?")["messages"][0]["custom"]
    assert custom["secret"] == server.headers["X-Frontdesk-Secret"]
    assert "responses" not in custom["domain"]
    assert "slots" in custom["domain"]


def test_one_connection_to_the_actions_is_kept(server: Server) -> None:
    conversation = new_id()
    before = server.say(conversation, "where is the company located?")["messages"][0]["custom"]["connections"]
    after = [server.say(conversation, "where is it?")["messages"][0]["custom"]["connections"] for _ in range(5)][-1]
    assert after <= before + 1


@pytest.mark.parametrize("headers", [{}, {"X-Frontdesk-Secret": "wrong"}, {"X-Frontdesk-Secret": ""}])
def test_without_the_secret_nothing_is_done(server: Server, headers: "dict[str, str]") -> None:
    conversation = new_id()
    assert server.post("/messages", {"conversation_id": conversation, "text": "hello"}, headers).status_code == 403
    assert server.post("/parse", {"text": "hello"}, headers).status_code == 403
    assert requests.get(server.url + "/ready", headers=headers, timeout=10).status_code == 403
    deleted = requests.delete(f"{server.url}/conversations/{conversation}", headers=headers, timeout=10)
    assert deleted.status_code == 403


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"conversation_id": "short", "text": "hello"},
        {"conversation_id": "x" * 65, "text": "hello"},
        {"conversation_id": "a" * 20 + "\u0000", "text": "hello"},
        {"conversation_id": "a" * 20},
        {"conversation_id": "a" * 20, "text": "hello", "payload": "/greet"},
        {"conversation_id": "a" * 20, "text": 7},
        {"conversation_id": "a" * 20, "text": "x" * 2001},
        {"conversation_id": "a" * 20, "text": "hello", "language": "english"},
        {"conversation_id": "a" * 20, "payload": "greet"},
        {"conversation_id": "a" * 20, "payload": "/restart"},
        {"conversation_id": "a" * 20, "payload": "/unknown_intent"},
        {"conversation_id": "a" * 20, "payload": '/greet{"a":{"b":1}}'},
        {"conversation_id": "a" * 20, "payload": "/greet{broken"},
    ],
)
def test_a_malformed_request_is_refused(server: Server, content: object) -> None:
    assert server.post("/messages", content).status_code == 400


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    content = {"conversation_id": new_id(), "text": "hello", "more": "x" * 20000}
    assert server.post("/messages", content).status_code in (400, 413)


@pytest.mark.parametrize("text", ["/restart", "  //break_it", "/break_it{}", "\u200b/break_it", "\u0000/restart"])
def test_a_typed_slash_is_text(server: Server, text: str) -> None:
    # /break_it would fail, /restart would say nothing: both would be errors
    assert server.say(new_id(), text)["messages"]


@pytest.mark.parametrize("text", ["", "/", "\u0000", "👍", "x" * 2000, "\ud800 hello", "a\u202eb"])
def test_every_text_gets_an_answer(server: Server, text: str) -> None:
    body = json.dumps({"conversation_id": new_id(), "text": text})
    answer = requests.post(server.url + "/messages", data=body, headers=server.headers, timeout=60)
    assert answer.status_code == 200
    assert answer.json()["messages"]


def test_a_button_runs_its_intent_in_the_conversations_language(server: Server) -> None:
    content = {"conversation_id": new_id(), "payload": "/greet", "language": "fr"}
    reply = server.post("/messages", content).json()
    assert reply["messages"][0]["text"] == "Bonjour"
    assert reply["intent"] == {"name": "greet", "confidence": 1.0}
    assert reply["language"] == "fr"


def test_the_first_message_is_answered_in_the_conversations_language(server: Server) -> None:
    assert server.say(new_id(), "bonjour", "fr")["messages"][0]["text"] == "Bonjour"


def test_a_failed_action_is_an_error_and_leaves_the_conversation_as_it_was(server: Server) -> None:
    conversation = new_id()
    server.say(conversation, "where is the company located?")
    failed = server.post("/messages", {"conversation_id": conversation, "payload": "/break_it"})
    assert failed.status_code == 500
    assert failed.json() == {"error": "an action failed"}
    custom = server.say(conversation, "where is it?")["messages"][0]["custom"]
    assert custom["remembered"] == "where is the company located?"
    with sqlite3.connect(server.folder / "tracker.db") as database:
        [[count]] = database.execute(
            "select count(*) from events where sender_id=? and data like '%break%'", [conversation]
        )
    assert count == 0


def test_silence_is_an_error(server: Server) -> None:
    failed = server.post("/messages", {"conversation_id": new_id(), "payload": "/fall_silent"})
    assert failed.status_code == 500
    assert failed.json() == {"error": "nothing was said"}


def test_a_forgotten_conversation_leaves_no_event(server: Server) -> None:
    conversation = new_id()
    server.say(conversation, "where is the company located?")
    assert (
        requests.delete(f"{server.url}/conversations/{conversation}", headers=server.headers, timeout=10).status_code
        == 204
    )
    with sqlite3.connect(server.folder / "tracker.db") as database:
        [[count]] = database.execute("select count(*) from events where sender_id=?", [conversation])
    assert count == 0
    assert server.say(conversation, "where is it?")["messages"][0]["custom"]["remembered"] is None


def test_parse_reads_a_text_without_a_conversation(server: Server) -> None:
    read = server.post("/parse", {"text": "who founded ucb?", "language": "en"}).json()
    assert read["fact_ranking"][0]["id"] == "ucb-founded"
    assert read["language"]["chosen"] == "en"
    assert set(read["rejection"]) == {"score", "accept", "clarify"}
    assert "text_tokens" not in read


def test_a_changed_knowledge_file_takes_effect_without_training(server: Server) -> None:
    changed = {
        **KNOWLEDGE,
        "subjects": [*KNOWLEDGE["subjects"], {"id": "zetagene", "kind": "organisation", "names": ["Zetagene"]}],
    }
    changed["examples"] = [
        *KNOWLEDGE["examples"],
        {"fact_id": "zetagene-site", "language": "en", "text": "Where does Zetagene build?"},
    ]
    write_knowledge(server.folder, changed)
    try:
        time.sleep(1.1)
        read = server.post("/parse", {"text": "where does zetagene build", "language": "en"}).json()
        assert [entity["value"] for entity in read["entities"]] == ["zetagene"]
        assert read["fact_ranking"][0]["id"] == "zetagene-site"
    finally:
        write_knowledge(server.folder, KNOWLEDGE)
        time.sleep(1.1)


def test_no_other_channel_is_open(server: Server) -> None:
    base = server.url.rsplit("/webhooks", 1)[0]
    for path in (
        "/webhooks/rest/webhook",
        "/conversations/x/tracker",
        "/model/parse",
        "/webhooks/callback/webhook",
        "/version",
    ):
        assert requests.post(base + path, json={"sender": "x", "message": "hello"}, timeout=10).status_code in (
            404,
            405,
        )
