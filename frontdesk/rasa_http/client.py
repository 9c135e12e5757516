"""Calls to our channel in Rasa: one kept pool of connections, the shared secret, time-outs, and an empty answer is a failure."""

import http
import json
from types import TracebackType
from typing import Self

import httpx

from frontdesk.rasa_http.answers import turn_of
from frontdesk.services.dialogue import RasaUnavailable, Saying, Trouble, Turn

_CHANNEL = "/webhooks/frontdesk"
_SECRET_HEADER = "X-Frontdesk-Secret"  # noqa: S105  # the name of the header
_CONNECT_SECONDS = 2.0
_ANSWER_SECONDS = 15.0
_READY_SECONDS = 1.5
_KEEP_ALIVE_SECONDS = (
    4.0  # Rasa's server closes idle connections after five; ours go first, so none is used while it closes
)


class RasaClient:
    """Fills the port Dialogue. Use as an async context manager, which closes the connections."""

    def __init__(self, url: str, secret: str, *, answer_seconds: float = _ANSWER_SECONDS) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={_SECRET_HEADER: secret},
            timeout=httpx.Timeout(answer_seconds, connect=_CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=100, keepalive_expiry=_KEEP_ALIVE_SECONDS),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def say(self, saying: Saying) -> Turn:
        """Hand over what a visitor said and return the answer. Raises RasaUnavailable."""
        said = {"text": saying.text or ""} if saying.payload is None else {"payload": saying.payload}
        response = await self._send(
            "POST",
            f"{_CHANNEL}/messages",
            {
                "conversation_id": saying.conversation_id,
                "message_id": saying.message_id,
                "language": saying.language.value,
                **said,
            },
        )
        _require(response, http.HTTPStatus.OK)
        return turn_of(_decoded(response), saying.language)

    async def forget(self, conversation_id: str) -> None:
        """Let Rasa forget a conversation. Raises RasaUnavailable."""
        response = await self._send("DELETE", f"{_CHANNEL}/conversations/{conversation_id}")
        _require(response, http.HTTPStatus.NO_CONTENT)

    async def ready(self) -> bool:
        """Tell whether the model is loaded and warm."""
        try:
            response = await self._http.get(f"{_CHANNEL}/ready", timeout=_READY_SECONDS)
        except httpx.HTTPError:
            return False
        return response.status_code == http.HTTPStatus.OK

    async def _send(self, method: str, path: str, body: dict[str, str] | None = None) -> httpx.Response:
        try:
            return await self._http.request(method, path, json=body)
        except httpx.ConnectTimeout as problem:
            raise RasaUnavailable(Trouble.UNREACHABLE) from problem
        except httpx.TimeoutException as problem:
            raise RasaUnavailable(Trouble.TIMEOUT) from problem
        except httpx.HTTPError as problem:
            raise RasaUnavailable(Trouble.UNREACHABLE) from problem


def _require(response: httpx.Response, status: http.HTTPStatus) -> None:
    if response.status_code != status:
        raise RasaUnavailable(Trouble.FAILED, response.status_code)


def _decoded(response: httpx.Response) -> object:
    try:
        return response.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise RasaUnavailable(Trouble.MALFORMED, response.status_code) from problem
