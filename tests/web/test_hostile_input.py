"""Whatever is thrown at the API gets a clear 4xx or a polite reply; nothing crashes and nothing leaks."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.web.installation import Installation, Visitor

pytestmark = pytest.mark.web

REFUSED: dict[str, tuple[bytes, int]] = {
    "10,000 characters": (json.dumps({"text": "a" * 10_000}).encode(), 422),
    "2,001 characters": (json.dumps({"text": "a" * 2_001}).encode(), 422),
    "only spaces and controls": (b'{"text": " \\u0000\\u0007\\n "}', 422),
    "empty text": (b'{"text": ""}', 422),
    "lone surrogate": (b'{"text": "a\\ud800b"}', 400),
    "lone surrogate in an id": (b'{"text": "a", "client_message_id": "\\udfff"}', 400),
    "NUL in an id": (b'{"text": "a", "client_message_id": "a\\u0000"}', 422),
    "NUL in a quick reply": (b'{"quick_reply": "a\\u0000"}', 422),
    "malformed JSON": (b'{"text": "a"', 400),
    "no JSON at all": (b"hello", 400),
    "invalid UTF-8": (b'{"text": "\xff\xfe"}', 400),
    "deep nesting": (b"[" * 8_000 + b"]" * 8_000, 400),
    "deep nesting in a field": (b'{"text": ' + b'{"a":' * 2_000 + b"1" + b"}" * 2_000 + b"}", 400),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "a number": (b'{"text": 7}', 422),
    "a list of texts": (b'{"text": ["a"]}', 422),
    "NaN": (b'{"text": NaN}', 422),
    "an unknown field": (b'{"text": "a", "sender": "b"}', 422),
    "metadata": (b'{"text": "a", "metadata": {"language": "fr"}}', 422),
    "a payload": (b'{"payload": "/affirm"}', 422),
    "neither": (b"{}", 422),
    "both": (b'{"text": "a", "quick_reply": "b"}', 422),
    "an unknown quick reply": (b'{"quick_reply": "0-AAAAAAAAAAAAAAAA"}', 422),
    "a payload as quick reply": (b'{"quick_reply": "/affirm"}', 422),
}

ANSWERED = {
    "emoji only": "👍🏽🇧🇪",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "SQL": "'; DROP TABLE conversation; --",
    "template": "{{7*7}} ${7*7} {privacy_url} %s {0.__class__}",
    "intent": '/inform{"email": "x@example.org"}',
    "right-to-left override": "abc\u202edef",
    "2,000 characters": "é" * 2_000,
    "newlines": "a\r\nb\rc",
    "one dot": ".",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_bad_bodies_are_refused_clearly(desk: Installation, visitor: Visitor, kind: str) -> None:
    body, status = REFUSED[kind]
    headers = {**visitor.headers, "Content-Type": "application/json"}
    response = desk.http.post(f"{visitor.path}/messages", content=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem.keys() >= {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert "aaaa" not in response.text
    assert desk.rasa.messages == []
    assert visitor.say("still there?")[0]["text"] == "You said: still there?"


@pytest.mark.parametrize("kind", ANSWERED)
def test_odd_texts_are_answered_and_kept_as_text(desk: Installation, visitor: Visitor, kind: str) -> None:
    visitor.say(ANSWERED[kind])
    expected = ANSWERED[kind].replace("\r\n", "\n").replace("\r", "\n")
    assert visitor.transcript()[1]["text"] == expected
    assert desk.rasa.calls[-1]["text"] == expected


def test_control_characters_are_taken_out(visitor: Visitor) -> None:
    visitor.say("a\x00b\x1b[31mc\x7f")
    assert visitor.transcript()[1]["text"] == "ab[31mc"


def test_length_counts_after_normalisation(visitor: Visitor) -> None:
    assert visitor.send({"text": "e\u0301" * 2_000}).status_code == 200


@pytest.mark.parametrize("language", [7, ["fr"], {"a": 1}, "x" * 50, "fr; DROP", "\u0000", True])
def test_opening_with_a_bad_language_is_refused(desk: Installation, language: Any) -> None:
    assert desk.http.post("/api/v1/conversations", json={"language": language}).status_code == 422


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", ""]
)
def test_another_content_type_is_refused(desk: Installation, visitor: Visitor, kind: str) -> None:
    headers = {**visitor.headers, "Content-Type": kind}
    response = desk.http.post(f"{visitor.path}/messages", content=b'{"text": "a"}', headers=headers)
    assert response.status_code == 415


def test_a_large_body_is_refused(desk: Installation, visitor: Visitor) -> None:
    headers = {**visitor.headers, "Content-Type": "application/json"}
    response = desk.http.post(f"{visitor.path}/messages", content=b" " * 16_385, headers=headers)
    assert response.status_code == 413


def test_an_endless_body_without_a_length_is_cut_off(desk: Installation, visitor: Visitor) -> None:
    url = urlsplit(str(desk.http.base_url))
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=10)
    connection.putrequest("POST", f"{visitor.path}/messages")
    for name, value in {**visitor.headers, "Content-Type": "application/json", "Transfer-Encoding": "chunked"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    chunk = b"1000\r\n" + b"a" * 0x1000 + b"\r\n"
    for _ in range(5):  # and never the last one
        connection.send(chunk)
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/conversations", 405),
        ("PUT", "/api/v1/conversations", 405),
        ("GET", "/docs", 404),
        ("GET", "/webhooks/rest/webhook", 404),
        ("POST", "/model/parse", 404),
        ("GET", "/api/v1/conversations/%00/messages", 401),
        ("GET", "/api/v1/../../etc/passwd", 404),
    ],
)
def test_other_addresses_and_methods_are_problems(desk: Installation, method: str, path: str, status: int) -> None:
    response = desk.http.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.headers.get("allow") is not None) == (status == 405)


@pytest.mark.parametrize("after", ["-1", "x", "1" * 30, "%00", "1.5"])
def test_a_bad_position_is_refused(desk: Installation, visitor: Visitor, after: str) -> None:
    response = desk.http.get(f"{visitor.path}/messages?after={after}", headers=visitor.headers)
    assert response.status_code == 422
