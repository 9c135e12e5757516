"""Corrections of Rasa 3.6.21 at run time: for speed, and so that a failed action is not taken for silence.

Each replaces one function of Rasa; `bot/tests/test_runtime_fixes.py` fails where an upgrade changed the function replaced.
"""

import asyncio
from functools import lru_cache
from types import TracebackType
from typing import Any, Dict, List, Optional, Tuple, Type
from weakref import WeakKeyDictionary

import aiohttp
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions import action as rasa_actions
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

ACTION_SECONDS = 20
"""Rasa waits five minutes for an action; a visitor does not."""
KEPT_SECONDS = 4
"""An unused connection is given up before the action server does so, which by default is after five seconds."""


class ActionFailedError(BaseException):
    """An action could not be run.

    Rasa catches every `Exception` of an action and goes on as if it had said nothing. This one reaches the channel; as the
    conversation is saved only after the last action, a failed message leaves it as it was and can be sent again.
    """


_upstream_run = RemoteAction.run
_upstream_call_format = RemoteAction._action_call_format  # noqa: SLF001 - there is no public place to change it


def apply_runtime_fixes() -> None:
    """Put the corrections in place; doing it twice changes nothing."""
    RemoteAction._validate_action_result = validate_action_result  # noqa: SLF001
    RemoteAction._action_call_format = call_without_responses  # noqa: SLF001
    RemoteAction.run = run_or_fail
    Event.resolve_by_type = staticmethod(resolve_event_type)
    EndpointConfig.session = kept_session
    rasa_actions.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS


@lru_cache(maxsize=1)
def _response_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """Check an action's response; Rasa checks its own schema anew each time, which is 69 % of an action's time."""
    try:
        _response_validator().validate(result)
    except ValidationError as error:
        error.message += f". The response of action '{self.name()}' is not a valid one."
        raise
    return True


@lru_cache(maxsize=1)
def _event_types() -> Dict[str, Type[Event]]:
    types: Dict[str, Type[Event]] = {}
    for event in all_subclasses(Event):
        types.setdefault(event.type_name, event)  # as upstream: the first class of a name
    return types


def resolve_event_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """Return the class of an event; Rasa walks through all classes for every event."""
    found = _event_types().get(type_name, default)
    if found is None and type_name != "topic":
        message = f"Unknown event name '{type_name}'."
        raise ValueError(message)
    return None if type_name == "topic" else found


class KeptSession:
    """Stands in for a session that its user closes: it stays open for the next call."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        """Lend `session`."""
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        """Lend the session."""
        return self._session

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        """Keep it open."""


_sessions: "WeakKeyDictionary[Any, Dict[int, Tuple[EndpointConfig, aiohttp.ClientSession]]]" = WeakKeyDictionary()


def kept_session(self: EndpointConfig) -> KeptSession:
    """Return the one session of this endpoint and event loop; Rasa opens a new connection for every call."""
    of_loop = _sessions.setdefault(asyncio.get_running_loop(), {})
    endpoint, session = of_loop.get(id(self), (None, None))
    if endpoint is not self or session is None or session.closed:
        session = _new_session(self)
        of_loop[id(self)] = (self, session)
    return KeptSession(session)


def _new_session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    basic = endpoint.basic_auth
    return aiohttp.ClientSession(
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(basic["username"], basic["password"]) if basic else None,
        timeout=aiohttp.ClientTimeout(total=ACTION_SECONDS),
        connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


async def close_sessions() -> None:
    """Close the sessions kept for this event loop."""
    for _, session in _sessions.pop(asyncio.get_running_loop(), {}).values():
        await session.close()


def call_without_responses(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> Dict[str, Any]:
    """Return the request for an action; the domain's sentences, most of its size, are Rasa's own business."""
    call: Dict[str, Any] = _upstream_call_format(self, tracker, domain)
    if "domain" in call:
        call["domain"] = {key: value for key, value in call["domain"].items() if key != "responses"}
    return call


async def run_or_fail(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> List[Event]:
    """Run the action; an error of it ends the message instead of being swallowed."""
    try:
        events: List[Event] = await _upstream_run(self, output_channel, nlg, tracker, domain)
    except ActionExecutionRejection:
        raise
    except Exception as error:
        message = f"Action '{self.name()}' failed: {error}"
        raise ActionFailedError(message) from error
    return events
