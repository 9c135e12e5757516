"""The action server: runs one action a call for Rasa, on loopback, for callers with the shared secret only.

It stands in place of rasa-sdk's own server, which listens on every interface and repeats the whole conversation in its errors.
"""

import asyncio
import contextlib
import hmac
import json
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import uvicorn
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from actions.chores import every
from actions.runtime import complete_waiting_enquiries
from actions.spoken_responses import spoken_responses
from frontdesk.settings import Settings
from frontdesk.wiring.logs import configure_logging, log_unexpected

_LOG = logging.getLogger(__name__)
_SECRET_HEADER = "x-frontdesk-secret"  # noqa: S105  # the name of the header
_MAX_BODY_BYTES = 8 * 1024 * 1024  # a call carries the domain and a window of the conversation
_ACTIONS_AT_ONCE = 4
_STOP_SECONDS = 3

type Call = dict[str, object]


def main() -> None:
    """Serve on the address the settings name, until told to stop."""
    settings = Settings()
    configure_logging(settings.log_level)
    address = urlsplit(settings.actions_url)
    uvicorn.run(
        create_app(settings.shared_secret(), registered("actions"), chore=complete_waiting_enquiries),
        host="127.0.0.1",
        port=address.port or 80,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


def registered(package: str) -> ActionExecutor:
    """Return an executor of every action in a package."""
    executor = ActionExecutor()
    executor.register_package(package)
    return executor


def create_app(
    secret: str, executor: ActionExecutor, *, chore: Callable[[], object] | None = None, chore_seconds: float = 10.0
) -> Starlette:
    """Return the application; while it runs, ``chore`` is called every few seconds on a thread of its own."""
    workers = ThreadPoolExecutor(_ACTIONS_AT_ONCE, thread_name_prefix="action")

    async def webhook(request: Request) -> JSONResponse:
        if not hmac.compare_digest(request.headers.get(_SECRET_HEADER, "").encode(), secret.encode()):
            return _error(403, "The shared secret is missing or wrong.")
        body = await _bounded(request)
        if body is None:
            return _error(413, "The body is too large.")
        call = _decoded(body)
        if call is None:
            return _error(400, "The body is no action call.")
        # Actions wait for the database; on threads they keep neither each other nor /health waiting.
        return await asyncio.get_running_loop().run_in_executor(workers, _answer, executor, call)

    async def health(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", "actions": len(executor.actions)})

    @contextlib.asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        with every(chore_seconds, chore) if chore else contextlib.nullcontext():
            yield
        workers.shutdown(wait=False, cancel_futures=True)

    routes = [Route("/webhook", webhook, methods=["POST"]), Route("/health", health)]
    return Starlette(routes=routes, lifespan=running)


def _answer(executor: ActionExecutor, call: Call) -> JSONResponse:
    """Run one action; its failures become the answers Rasa knows, without repeating what the visitor said."""
    name = call.get("next_action")
    try:
        result = asyncio.run(executor.run(_with_responses(call)))
    except ActionExecutionRejection as problem:
        return _error(400, problem.message, action_name=problem.action_name)
    except ActionNotFoundException as problem:
        _LOG.error("action_not_found", extra={"action": problem.action_name})
        return _error(404, "There is no such action.", action_name=problem.action_name)
    except Exception as problem:  # noqa: BLE001  # the marked edge: whatever an action raises is answered and recorded
        log_unexpected(_LOG, problem, action=name, conversation=_conversation(call))
        return _error(500, "The action failed.", action_name=str(name))
    return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})


def _with_responses(call: Call) -> Call:
    domain = call.get("domain")
    return call | {"domain": {"responses": spoken_responses()} | (domain if isinstance(domain, dict) else {})}


def _conversation(call: Call) -> object:
    tracker = call.get("tracker")
    return tracker.get("sender_id") if isinstance(tracker, dict) else None


async def _bounded(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY_BYTES:
            return None
    return bytes(body)


def _decoded(body: bytes) -> Call | None:
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return call if isinstance(call, dict) and isinstance(call.get("tracker"), dict) else None


def _error(status: int, error: str, **more: str) -> JSONResponse:
    return JSONResponse({"error": error, **more}, status)


if __name__ == "__main__":
    main()
