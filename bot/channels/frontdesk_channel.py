"""The one way into Rasa: the gateway's requests, over loopback, with the shared secret."""

import hmac
import ipaddress
import json
import logging
from functools import partial, wraps
from typing import Any, Awaitable, Callable, Coroutine, Dict, FrozenSet, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.collected_reply import CHANNEL
from bot.channels.recent_turns import RecentTurns
from bot.channels.requests import (
    MAX_BODY_BYTES,
    BadRequestError,
    IncomingMessage,
    conversation_id,
    read_message,
    read_parse_request,
)
from bot.channels.turn import NothingSaidError, forget, summary, take_turn
from bot.runtime_fixes import ActionFailedError, apply_runtime_fixes, close_sessions
from bot.settings import secret
from bot.trackers.windowed_store import WindowedTrackerStore

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Frontdesk-Secret"  # noqa: S105 - the header's name
WARM_UP = IncomingMessage("warm-up-warm-up-warm-up", "When was the first company founded?", "en", "")

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class FrontdeskInput(InputChannel):
    """Takes messages from the gateway and answers each with everything the dialogue says."""

    def __init__(self, shared_secret: str) -> None:
        """Accept requests with `shared_secret` only."""
        self._secret = shared_secret.encode()
        self._ready = False
        self._turns = RecentTurns()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, the end of its address."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "FrontdeskInput":
        """Make the channel and put Rasa's corrections in place; raises RuntimeError without a secret."""
        apply_runtime_fixes()
        return cls(secret())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the channel's routes."""
        blueprint = Blueprint("frontdesk_channel")
        add = partial(blueprint.add_route, strict_slashes=False)
        add(self._guarded(self._message), "/messages", methods=["POST"], name="messages")
        add(self._guarded(self._parse), "/parse", methods=["POST"], name="parse")
        add(self._guarded(self._forget), "/conversations/<conversation>", methods=["DELETE"], name="conversations")
        add(self._guarded(self._is_ready), "/ready", methods=["GET"], name="ready")
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("after_server_stop")(self._stop)
        return blueprint

    def _guarded(self, handler: Handler) -> Handler:
        """Check the secret before and turn every fault into an honest answer after."""

        @wraps(handler)
        async def guarded(request: Request, **arguments: str) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogatepass")
            if not hmac.compare_digest(given, self._secret):
                return response.json({"error": "forbidden"}, status=403)
            try:
                return await handler(request, **arguments)
            except BadRequestError as error:
                return response.json({"error": str(error)}, status=400)
            except ActionFailedError:
                logger.exception("A message was not answered")
                return response.json({"error": "an action failed"}, status=500)
            except NothingSaidError:
                logger.exception("A message was not answered: no action said anything")
                return response.json({"error": "nothing was said"}, status=500)
            except Exception:  # edge: whatever went wrong, the gateway is told so
                logger.exception("A message was not answered")
                return response.json({"error": "internal error"}, status=500)

        return guarded

    async def _message(self, request: Request) -> HTTPResponse:
        agent: Agent = request.app.ctx.agent
        incoming = read_message(request.body, _button_intents(agent))
        turn = partial(_answer, agent, incoming)
        return _json(await self._turns.take(incoming.conversation_id, incoming.message_id, turn))

    async def _parse(self, request: Request) -> HTTPResponse:
        return _json(await _read(request.app.ctx.agent, **read_parse_request(request.body)))

    async def _forget(self, request: Request, conversation: str) -> HTTPResponse:
        await forget(request.app.ctx.agent, conversation_id(conversation))
        self._turns.forget(conversation)
        return response.empty(status=204)

    async def _is_ready(self, request: Request) -> HTTPResponse:
        return response.json({"ready": self._ready}, status=200 if self._ready else 503)

    async def _start(self, app: Sanic, _loop: Any) -> None:
        _refuse_other_interfaces(app)
        app.config.REQUEST_MAX_SIZE = 2 * MAX_BODY_BYTES
        agent: Agent = app.ctx.agent
        _use_only_our_store(agent)
        await _read(agent, WARM_UP.text, WARM_UP.language)
        self._ready = True

    async def _stop(self, _app: Sanic, _loop: Any) -> None:
        self._ready = False
        await close_sessions()


async def _answer(agent: Agent, incoming: IncomingMessage) -> Dict[str, Any]:
    return summary(await take_turn(agent, incoming))


async def _read(agent: Agent, text: str, language: str) -> Dict[str, Any]:
    message = UserMessage(text, metadata={"language": language})
    parsed: Dict[str, Any] = await agent.processor.parse_message(message)
    return {key: value for key, value in parsed.items() if key != "text_tokens"}


def _button_intents(agent: Agent) -> FrozenSet[str]:
    return frozenset(agent.domain.intents)


def _json(content: Dict[str, Any]) -> HTTPResponse:
    return response.raw(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"), content_type="application/json"
    )


def _refuse_other_interfaces(app: Sanic) -> None:
    """Rasa listens everywhere unless told otherwise; its other routes ask for no secret."""
    host = getattr(app.state, "host", None) or ""
    if host != "localhost" and not ipaddress.ip_address(host or "0.0.0.0").is_loopback:  # noqa: S104 - what is refused
        message = f"Rasa must listen on loopback only, not on {host!r}: start it with --interface 127.0.0.1"
        raise RuntimeError(message)


def _use_only_our_store(agent: Agent) -> None:
    """Without Rasa's wrapper, which answers a locked database with an empty conversation."""
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        store = store._tracker_store  # noqa: SLF001 - it has no public name
    if not isinstance(store, WindowedTrackerStore):
        message = f"endpoints.yml must name the windowed tracker store, not {type(store).__name__}"
        raise TypeError(message)
    agent.tracker_store = agent.processor.tracker_store = store
