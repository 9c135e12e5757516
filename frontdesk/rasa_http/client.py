"""Calls to our channel in Rasa: one kept pool of connections, the shared secret, time-outs, and an empty answer is a failure."""

import http
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp

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
_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes


class RasaClient:
    """Fills the port Dialogue. Use as an async context manager, which opens and closes the connections."""

    def __init__(self, url: str, secret: str, *, answer_seconds: float = _ANSWER_SECONDS) -> None:
        self._url, self._secret = url.rstrip("/"), secret
        self._timeout = aiohttp.ClientTimeout(total=answer_seconds, connect=_CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEEP_ALIVE_SECONDS),
            headers={_SECRET_HEADER: self._secret},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._timeout,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def say(self, saying: Saying) -> Turn:
        """Hand over what a visitor said and return the answer. Raises RasaUnavailable."""
        said = {"text": saying.text or ""} if saying.payload is None else {"payload": saying.payload}
        answer = await self._send(
            "POST",
            f"{_CHANNEL}/messages",
            {
                "conversation_id": saying.conversation_id,
                "message_id": saying.message_id,
                "language": saying.language.value,
                **said,
            },
        )
        _require(answer, http.HTTPStatus.OK)
        return turn_of(_decoded(answer), saying.language)

    async def forget(self, conversation_id: str) -> None:
        """Let Rasa forget a conversation. Raises RasaUnavailable."""
        answer = await self._send("DELETE", f"{_CHANNEL}/conversations/{conversation_id}")
        _require(answer, http.HTTPStatus.NO_CONTENT)

    async def ready(self) -> bool:
        """Tell whether the model is loaded and warm."""
        timeout = aiohttp.ClientTimeout(total=_READY_SECONDS)
        try:
            answer = await self._send("GET", f"{_CHANNEL}/ready", timeout=timeout)
        except RasaUnavailable:
            return False
        return answer.status == http.HTTPStatus.OK

    async def _send(
        self,
        method: str,
        path: str,
        body: dict[str, str] | None = None,
        *,
        timeout: aiohttp.ClientTimeout | None = None,  # noqa: ASYNC109  # aiohttp's own, which tells connecting from waiting
    ) -> _Answer:
        if self._session is None:
            raise RuntimeError("RasaClient is used outside its block")
        request = self._session.request(method, self._url + path, json=body, timeout=timeout or self._timeout)
        try:
            async with request as response:
                return _Answer(response.status, await response.read())
        except aiohttp.ConnectionTimeoutError as problem:
            raise RasaUnavailable(Trouble.UNREACHABLE) from problem
        except TimeoutError as problem:
            raise RasaUnavailable(Trouble.TIMEOUT) from problem
        except aiohttp.ClientError as problem:
            raise RasaUnavailable(Trouble.UNREACHABLE) from problem


def _require(answer: _Answer, status: http.HTTPStatus) -> None:
    if answer.status != status:
        raise RasaUnavailable(Trouble.FAILED, answer.status)


def _decoded(answer: _Answer) -> object:
    try:
        return json.loads(answer.body)
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise RasaUnavailable(Trouble.MALFORMED, answer.status) from problem
