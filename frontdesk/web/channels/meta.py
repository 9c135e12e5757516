"""What WhatsApp and Messenger share: Meta's signature and handshake of webhooks, and its Graph API.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp

from frontdesk.services.channel import NotSent
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading

_SECONDS = 20
_BUSY = {4, 80007, 130429, 131048, 131056, 613}  # limits of rate, of the application, the account and the pair
_NEVER_TAKEN = {100, 551, 131026, 131047, 131051, 2018278, 2018109}  # no such person, no window open any more
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class MetaSecrets:
    """Of one application: what signs webhooks, what its set-up is answered with, and what opens the Graph API."""

    app_secret: str
    verify_token: str
    access_token: str
    graph_url: str


def handshake(delivery: Delivery, verify_token: str) -> Reading:
    """Answer the request that sets a webhook up. Raises Forged."""
    given = delivery.query.get("hub.verify_token", "")
    if delivery.query.get("hub.mode") != "subscribe" or not hmac.compare_digest(given.encode(), verify_token.encode()):
        raise Forged("verify token")
    return Reading(answer=delivery.query.get("hub.challenge", "").encode())


def proven(delivery: Delivery, app_secret: str) -> Mapping[str, Any]:
    """Return what a signed webhook tells. Raises Forged and Malformed."""
    expected = hmac.new(app_secret.encode(), delivery.body, hashlib.sha256).hexdigest()
    given = delivery.headers.get("x-hub-signature-256", "")
    if not hmac.compare_digest(f"sha256={expected}".encode(), given.encode()):
        raise Forged("signature")
    try:
        told = json.loads(delivery.body)
    except ValueError as problem:
        raise Malformed("no JSON") from problem
    if not isinstance(told, dict):
        raise Malformed("no object")
    return told


class Graph:
    """The Graph API with one access token; connects at the first message."""

    def __init__(self, secrets: MetaSecrets) -> None:
        self._secrets = secrets
        self._http: aiohttp.ClientSession | None = None

    async def post(self, path: str, told: Mapping[str, Any]) -> None:
        """Post to an edge. Raises NotSent with what another attempt may bring."""
        if self._http is None:
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
        headers = {"Authorization": f"Bearer {self._secrets.access_token}"}
        try:
            async with self._http.post(f"{self._secrets.graph_url}/{path}", json=told, headers=headers) as answer:
                if not answer.ok:
                    raise _refusal(answer.status, await answer.text())
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise NotSent(type(problem).__name__) from problem

    async def close(self) -> None:
        """Close the connection."""
        if self._http is not None:
            await self._http.close()


def _refusal(status: int, body: str) -> NotSent:
    try:
        error = json.loads(body)["error"]
        codes = {error.get("code"), error.get("error_subcode")}
    except (ValueError, KeyError, TypeError, AttributeError):
        codes = set()
    reason = " ".join(str(part) for part in (status, *sorted(code for code in codes if isinstance(code, int))))
    if codes & _BUSY:
        return NotSent(reason, wait=timedelta(minutes=1))
    return NotSent(reason, is_final=status < _SERVER_ERROR and bool(codes & _NEVER_TAKEN))
