"""A messenger's own API over HTTPS: connected at the first message, bounded in time, and what fails is told as NotSent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from frontdesk.services.channel import NotSent

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Refused:
    """What the messenger answered where it did not take a message."""

    status: int
    body: str


class VendorApi:
    """One messenger with one account, whose ``headers`` go with every call."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self._headers = dict(headers or {})
        self._http: aiohttp.ClientSession | None = None

    async def post(
        self, url: str, *, json: Mapping[str, Any] | None = None, form: Mapping[str, str] | None = None
    ) -> Refused | None:
        """Post JSON or a form; return what was refused, nothing where it was taken. Raises NotSent where there is no answer."""
        if self._http is None:
            self._http = aiohttp.ClientSession(headers=self._headers, timeout=aiohttp.ClientTimeout(total=_SECONDS))
        try:
            async with self._http.post(url, json=json, data=form) as answer:
                return None if answer.ok else Refused(answer.status, await answer.text())
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise NotSent(type(problem).__name__) from problem

    async def close(self) -> None:
        """Close the connection."""
        if self._http is not None:
            await self._http.close()
