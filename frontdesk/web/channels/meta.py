"""What WhatsApp and Messenger share: Meta's signature and handshake of webhooks, and its Graph API.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from frontdesk.services.channel import ChannelEvent, NotSent
from frontdesk.services.channel_window import WindowClosed
from frontdesk.settings import Settings
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.vendor_api import Refused, VendorApi

_BUSY = {4, 80007, 130429, 131048, 131056, 613}  # limits of rate, of the application, the account and the pair
_NEVER_TAKEN = {100, 551, 131026, 131051, 2018278, 2018109}  # no such person, no window of Messenger's open any more
_WINDOW_CLOSED = 131047  # WhatsApp's
_SERVER_ERROR = 500

type Events = Callable[[Mapping[str, Any]], Iterator[ChannelEvent]]


@dataclass(frozen=True, slots=True)
class MetaSecrets:
    """Of one application: what signs webhooks, what its set-up is answered with, and what opens the Graph API."""

    app_secret: str
    verify_token: str
    access_token: str
    graph_url: str


def secrets_of(settings: Settings, access_token: SecretStr | None) -> MetaSecrets | None:
    """Return what one messenger works with; nothing where a part of it is not set."""
    app_secret, verify_token = settings.meta_app_secret, settings.meta_verify_token
    if app_secret is None or verify_token is None or access_token is None:
        return None
    return MetaSecrets(
        app_secret.get_secret_value(),
        verify_token.get_secret_value(),
        access_token.get_secret_value(),
        settings.meta_graph_url,
    )


def read_webhook(delivery: Delivery, secrets: MetaSecrets, events: Events) -> Reading:
    """Answer the handshake, or prove a webhook and read its events. Raises Forged and Malformed."""
    if delivery.method == "GET":
        return handshake(delivery, secrets.verify_token)
    told = proven(delivery, secrets.app_secret)
    try:
        return Reading(tuple(events(told)))
    except (KeyError, TypeError, AttributeError) as problem:
        raise Malformed("not as documented") from problem


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
    """The Graph API with one access token."""

    def __init__(self, secrets: MetaSecrets) -> None:
        self._url = secrets.graph_url
        self._api = VendorApi({"Authorization": f"Bearer {secrets.access_token}"})

    async def post(self, path: str, told: Mapping[str, Any]) -> None:
        """Post to an edge. Raises NotSent with what another attempt may bring."""
        refused = await self._api.post(f"{self._url}/{path}", json=told)
        if refused is not None:
            raise _refusal(refused)

    async def close(self) -> None:
        """Close the connection."""
        await self._api.close()


def _refusal(refused: Refused) -> NotSent:
    try:
        error = json.loads(refused.body)["error"]
        codes = {error.get("code"), error.get("error_subcode")}
    except (ValueError, KeyError, TypeError, AttributeError):
        codes = set()
    reason = " ".join(str(part) for part in (refused.status, *sorted(code for code in codes if isinstance(code, int))))
    if _WINDOW_CLOSED in codes:
        return WindowClosed(reason)
    if codes & _BUSY:
        return NotSent(reason, wait=timedelta(minutes=1))
    return NotSent(reason, is_final=refused.status < _SERVER_ERROR and bool(codes & _NEVER_TAKEN))
