"""A made-up visitor who talks through the public chat API, and remembers what was sent and heard."""

import json
import time
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from frontdesk.services.serving_figures import Account, Exchange, Kept, account_for
from frontdesk.supervision.errors import StartProblem

_PATH = "/api/v1/conversations"
_ANSWERING = "assistant"


class BenchVisitor:
    """One conversation, from its opening on. The standard library's client costs the machine least."""

    def __init__(self, url: str, language: str) -> None:
        address = urlsplit(url)
        self._http = HTTPConnection(address.hostname or "", address.port or 80, timeout=120)
        self._token, self._sent = "", 0
        begun = time.perf_counter()
        status, opened = self._call("POST", _PATH, {"language": language})
        if status != HTTPStatus.CREATED:
            raise StartProblem(_refused(status))
        self._path, self._token = f"{_PATH}/{opened['id']}", opened["token"]
        self._heard = {message["id"] for message in opened["messages"]}
        self.exchanges = [_exchange("opening", begun, opened)]

    def say(self, text: str, kind: str) -> frozenset[str]:
        """Send a text, wait for its answer and return the ids of the facts it cites."""
        self._last = {"text": text, "client_message_id": uuid.uuid4().hex}
        self._sent += 1
        begun = time.perf_counter()
        status, answer = self._call("POST", f"{self._path}/messages", self._last)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise StartProblem(_refused(status))
        self._heard |= {message["id"] for message in answer.get("messages", ())}
        self.exchanges.append(_exchange(kind, begun, answer))
        cited = (citation for message in answer.get("messages", ()) for citation in message["citations"])
        return frozenset(citation["fact_id"] for citation in cited)

    def say_again(self) -> None:
        """Send the last message once more, as after a connection that broke: it must be taken once."""
        _, answer = self._call("POST", f"{self._path}/messages", self._last)
        self._heard |= {message["id"] for message in answer.get("messages", ())}

    def account(self) -> Account:
        """Compare what was sent and heard with what the server keeps."""
        return account_for(self._sent, self._heard, list(self._kept()))

    def leave(self, *, erase: bool) -> None:
        """Hang up, and have the conversation erased where it is not to stay."""
        if erase:
            self._call("DELETE", self._path, None)
        self._http.close()

    def _kept(self) -> Iterator[Kept]:
        after = "0"
        while True:
            _, page = self._call("GET", f"{self._path}/messages?after={after}", None)
            messages = page.get("messages", ())
            yield from (Kept(message["id"], message["author"]) for message in messages)
            if not messages:
                return
            after = messages[-1]["id"]

    def _call(self, method: str, path: str, body: object) -> tuple[int, dict[str, Any]]:
        """Call the API; a connection that fails counts as no answer and is opened anew by the next call."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        try:
            self._http.request(method, path, None if body is None else json.dumps(body), headers)
            response = self._http.getresponse()
            content = response.read()
            return response.status, json.loads(content) if content else {}
        except (OSError, HTTPException):
            self._http.close()
            return 0, {}


def _exchange(kind: str, begun: float, answer: dict[str, Any]) -> Exchange:
    taken = (time.perf_counter() - begun) * 1000
    return Exchange(kind, taken, any(message["author"] == _ANSWERING for message in answer.get("messages", ())))


def _refused(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return (
            "The gateway limits how much one address may send. Start it with FRONTDESK_RATE_LIMITS=off for a load test."
        )
    return f"No conversation could be opened ({status or 'no answer'})."
