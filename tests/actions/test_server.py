"""The action server as Rasa calls it: the secret, the bounds, and failures without the visitor's words."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.server import create_app, registered
from tests.web.installation import served

SECRET = "a secret of this test"
WORDS = "xyzzy-canary"


class _Says(Action):
    def name(self) -> str:
        return "action_says"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(text=f"{tracker.sender_id} {'utter_greet' in domain['responses']}")
        return [{"event": "slot", "name": "language", "value": "fr", "timestamp": None}]


class _Rejects(_Says):
    def name(self) -> str:
        return "action_rejects"

    def run(self, _dispatcher: Any, _tracker: Any, _domain: Any) -> list[Any]:
        raise ActionExecutionRejection(self.name(), "not now")


class _Breaks(_Says):
    def name(self) -> str:
        return "action_breaks"

    def run(self, _dispatcher: Any, tracker: Any, _domain: Any) -> list[Any]:
        raise RuntimeError(tracker.latest_message["text"])


@pytest.fixture
def server() -> Iterator[httpx.Client]:
    executor = ActionExecutor()
    for action in (_Says, _Rejects, _Breaks):
        executor.register_action(action)
    with (
        served(create_app(SECRET, executor)) as url,
        httpx.Client(base_url=url, headers={"X-Frontdesk-Secret": SECRET}) as http,
    ):
        yield http


def call(action: str) -> dict[str, Any]:
    """What Rasa sends."""
    tracker = {"sender_id": "visitor", "slots": {}, "latest_message": {"text": WORDS}, "events": [], "paused": False}
    more: dict[str, Any] = {"followup_action": None, "active_loop": {}, "latest_action_name": None}
    return {"next_action": action, "tracker": tracker | more, "domain": {"actions": []}, "version": "3.6.21"}


def test_an_action_runs_and_knows_the_responses_rasa_does_not_send(server: httpx.Client) -> None:
    answer = server.post("/webhook", json=call("action_says"))
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["text"] == "visitor True"
    assert answer.json()["events"][0]["value"] == "fr"


@pytest.mark.parametrize("secret", ["", "wrong", "a secret of this tes", "é"])
def test_a_caller_without_the_secret_runs_nothing(server: httpx.Client, secret: str) -> None:
    answer = server.post(
        "/webhook", json=call("action_says"), headers=httpx.Headers([("X-Frontdesk-Secret", secret)], encoding="utf-8")
    )
    assert answer.status_code == 403


def test_a_rejection_is_told_as_rasa_expects_it(server: httpx.Client) -> None:
    answer = server.post("/webhook", json=call("action_rejects"))
    assert answer.status_code == 400
    assert answer.json() == {"error": "not now", "action_name": "action_rejects"}


def test_an_unknown_action_is_a_404(server: httpx.Client) -> None:
    answer = server.post("/webhook", json=call("action_nobody_wrote"))
    assert answer.status_code == 404
    assert answer.json()["action_name"] == "action_nobody_wrote"


def test_a_failing_action_is_a_500_that_repeats_no_words(
    server: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = server.post("/webhook", json=call("action_breaks"))
    assert answer.status_code == 500
    assert WORDS not in answer.text
    (entry,) = (vars(record) for record in caplog.records if record.getMessage() == "unexpected_error")
    assert entry["kind"] == "RuntimeError"
    assert entry["conversation"] == "visitor"
    assert WORDS not in json.dumps([vars(record) for record in caplog.records], default=str)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"{", b'{"next_action": "action_says"}', b'{"tracker": 1}', b"[" * 100_000]
)
def test_what_is_no_action_call_is_refused(server: httpx.Client, body: bytes) -> None:
    assert server.post("/webhook", content=body).status_code == 400


def test_an_enormous_body_is_refused(server: httpx.Client) -> None:
    assert server.post("/webhook", content=b" " * (8 * 1024 * 1024 + 1)).status_code == 413


def test_health_needs_no_secret(server: httpx.Client) -> None:
    answer = httpx.get(server.base_url.join("/health"))
    assert answer.json() == {"status": "ok", "actions": 3}


def test_every_action_of_the_package_is_registered_once() -> None:
    executor = registered("actions")
    assert {"action_answer_question", "validate_enquiry_form"} <= set(executor.actions)


def test_the_chore_is_called_and_called_again_after_a_failure() -> None:
    calls: list[float] = []

    def chore() -> None:
        calls.append(time.monotonic())
        raise RuntimeError(WORDS)

    with served(create_app(SECRET, ActionExecutor(), chore=chore, chore_seconds=0.02)):
        deadline = time.monotonic() + 5
        while len(calls) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(calls) >= 3
