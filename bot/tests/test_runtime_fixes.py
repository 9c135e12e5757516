"""The corrections of Rasa: each still replaces what it was written for, and does the same."""

import asyncio
import hashlib
import inspect
import textwrap
from typing import Any, Callable

import pytest
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from bot import runtime_fixes
from bot.runtime_fixes import ActionFailedError, apply_runtime_fixes, close_sessions

# taken before anything is replaced
UPSTREAM = {
    "validate": RemoteAction._validate_action_result,
    "call_format": RemoteAction._action_call_format,
    "run": RemoteAction.run,
    "resolve": Event.resolve_by_type,
    "session": EndpointConfig.session,
    "request": EndpointConfig.request,
    "run_action": MessageProcessor._run_action,
    "handle_message": MessageProcessor.handle_message,
}
KNOWN = {
    "validate": "2fd08b8cf644390e",
    "call_format": "eb6b5667d432df53",
    "run": "f0cfd283c7b099c2",
    "resolve": "eab381cd0a9958e1",
    "session": "344e3afe8c9a0cbf",
    "request": "8472a3652cf5ff4c",
    "run_action": "e92007eaf0abe9a7",
    "handle_message": "c090687f62bd2a7c",
}


def fingerprint(function: Callable[..., Any]) -> str:
    return hashlib.sha256(textwrap.dedent(inspect.getsource(function)).encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_rasa_still_has_the_code_that_is_replaced_or_relied_on(name: str) -> None:
    assert fingerprint(UPSTREAM[name]) == KNOWN[name], f"Rasa changed {name}: look whether its correction still fits"


@pytest.fixture(autouse=True)
def corrected() -> None:
    apply_runtime_fixes()


def action(url: str = "http://127.0.0.1:1/webhook") -> RemoteAction:
    return RemoteAction("action_answer_question", EndpointConfig(url))


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "language", "value": "fr"}], "responses": [{"text": "Hi"}]},
        {"events": [{"event": "followup", "name": "action_listen"}]},
    ],
)
def test_a_valid_response_passes_both_checks(result: "dict[str, Any]") -> None:
    assert UPSTREAM["validate"](action(), result) is True
    assert action()._validate_action_result(result) is True


@pytest.mark.parametrize(
    "result", [[], {"events": {}}, {"events": [{"event": 1}]}, {"events": [{"event": "slot"}]}, {"responses": ["text"]}]
)
def test_an_invalid_response_fails_both_checks(result: Any) -> None:
    for check in (UPSTREAM["validate"], RemoteAction._validate_action_result):
        with pytest.raises(ValidationError):
            check(action(), result)


def test_every_type_of_event_is_resolved_as_before() -> None:
    for event in all_subclasses(Event):
        assert Event.resolve_by_type(event.type_name) is UPSTREAM["resolve"](event.type_name)
    assert Event.resolve_by_type("topic") is UPSTREAM["resolve"]("topic") is None
    assert Event.resolve_by_type("unheard_of", Event) is Event


def test_an_unknown_type_of_event_is_an_error_as_before() -> None:
    for resolve in (UPSTREAM["resolve"], Event.resolve_by_type):
        with pytest.raises(ValueError, match="Unknown event name"):
            resolve("unheard_of")


def serve(handler: Callable[[web.Request], Any], talk: Callable[[str], Any]) -> Any:
    """Run `talk` with the address of a real server that answers with `handler`."""

    async def both() -> Any:
        app = web.Application()
        app.router.add_post("/webhook", handler)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            return await talk(f"http://127.0.0.1:{port}/webhook")
        finally:
            await close_sessions()
            await runner.cleanup()

    return asyncio.run(both())


def test_calls_share_one_connection_and_carry_the_endpoints_headers() -> None:
    seen = []

    async def handler(request: web.Request) -> web.Response:
        seen.append((request.get_extra_info("peername"), request.headers["X-Frontdesk-Secret"]))
        return web.json_response({"ok": True})

    async def talk(url: str) -> Any:
        endpoint = EndpointConfig(url, headers={"X-Frontdesk-Secret": "s"})
        return [await endpoint.request(json={}) for _ in range(3)]

    assert serve(handler, talk) == [{"ok": True}] * 3
    assert len({peer for peer, _ in seen}) == 1
    assert {header for _, header in seen} == {"s"}


def run_against(handler: Callable[[web.Request], Any]) -> Any:
    async def talk(url: str) -> Any:
        domain = Domain.from_dict({"responses": {"utter_x": [{"text": "x"}]}, "actions": ["action_answer_question"]})
        tracker = DialogueStateTracker.from_events("someone", [])
        nlg = TemplatedNaturalLanguageGenerator({})
        return await action(url).run(CollectingOutputChannel(), nlg, tracker, domain)

    return serve(handler, talk)


def test_a_working_action_returns_its_events_and_gets_no_sentences() -> None:
    calls = []

    async def handler(request: web.Request) -> web.Response:
        calls.append(await request.json())
        return web.json_response(
            {"events": [{"event": "slot", "name": "a", "value": "b"}], "responses": [{"text": "Hi"}]}
        )

    uttered, slot = run_against(handler)
    assert (uttered.text, slot.key, slot.value) == ("Hi", "a", "b")
    assert "responses" not in calls[0]["domain"]
    assert calls[0]["domain"]["actions"] == ["action_answer_question"]


@pytest.mark.parametrize(
    "answer", [{"status": 500}, {"status": 449}, {"status": 200, "text": "{}x", "content_type": "application/json"}]
)
def test_a_broken_action_ends_the_message(answer: "dict[str, Any]") -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(**answer)

    with pytest.raises(ActionFailedError, match="action_answer_question"):
        run_against(handler)


def test_an_action_server_that_is_away_ends_the_message() -> None:
    async def talk() -> Any:
        nlg = TemplatedNaturalLanguageGenerator({})
        tracker = DialogueStateTracker.from_events("someone", [])
        return await action().run(CollectingOutputChannel(), nlg, tracker, Domain.empty())

    with pytest.raises(ActionFailedError):
        asyncio.run(talk())


def test_a_form_that_declines_a_message_is_no_failure() -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.json_response({"error": "not mine", "action_name": "action_answer_question"}, status=400)

    with pytest.raises(ActionExecutionRejection):
        run_against(handler)


def test_applying_the_corrections_twice_changes_nothing() -> None:
    apply_runtime_fixes()
    assert RemoteAction.run is runtime_fixes.run_or_fail
    assert runtime_fixes._upstream_run is UPSTREAM["run"]
