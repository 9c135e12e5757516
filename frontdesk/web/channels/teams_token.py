"""The access token that our answers to Microsoft Teams carry: asked for with the application's secret, kept until shortly before its end.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector
"""

import time
from dataclasses import dataclass, field

import aiohttp

from frontdesk.services.channel import NotSent

_SCOPE = "https://api.botframework.com/.default"
_SECONDS, _EARLIER = 20, 300.0


@dataclass(slots=True)
class AccessToken:
    """Of one application."""

    url: str
    app_id: str
    app_secret: str = field(repr=False)
    _kept: str = field(default="", repr=False)
    _until: float = 0.0

    async def current(self) -> str:
        """Return a token that is good for some minutes yet. Raises NotSent."""
        if time.monotonic() >= self._until:
            await self._ask()
        return self._kept

    def forget(self) -> None:
        """Ask for another one next time."""
        self._until = 0.0

    async def _ask(self) -> None:
        form = {"grant_type": "client_credentials", "client_id": self.app_id, "client_secret": self.app_secret}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as http,
                http.post(self.url, data=form | {"scope": _SCOPE}, raise_for_status=True) as answer,
            ):
                told = await answer.json(content_type=None)
                kept, seconds = str(told["access_token"]), float(told["expires_in"])
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as problem:
            raise NotSent(f"token {type(problem).__name__}") from problem
        self._kept, self._until = kept, time.monotonic() + max(seconds - _EARLIER, 0.0)
