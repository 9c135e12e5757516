"""Lets the running language model read a piece of a message; used by the action server in the middle of a turn."""

from collections.abc import Mapping
from typing import Any

import httpx

from frontdesk.services.reading import ReadingFailed
from frontdesk.values import Language

_PATH = "/webhooks/frontdesk/parse"
_SECRET_HEADER = "X-Frontdesk-Secret"  # noqa: S105  # the name of the header
_SECONDS = 2.0  # a piece takes some ten milliseconds; a visitor waits for the whole message


class RasaReader:
    """Fills the port Reader. Threads may share it."""

    def __init__(self, url: str, secret: str, *, seconds: float = _SECONDS) -> None:
        self._url = url.rstrip("/") + _PATH
        self._http = httpx.Client(headers={_SECRET_HEADER: secret}, timeout=seconds, trust_env=False)

    def read(self, text: str, language: Language) -> Mapping[str, Any]:
        """Return the parse of a text. Raises ReadingFailed."""
        try:
            answer = self._http.post(self._url, json={"text": text, "language": language.value})
            parse = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as problem:
            raise ReadingFailed(type(problem).__name__) from problem
        if not isinstance(parse, dict) or "intent" not in parse:
            raise ReadingFailed("no parse")
        return parse

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
