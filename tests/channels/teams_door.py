"""Microsoft Teams: activities with tokens as the Bot Connector signs them, and a server with Microsoft's keys, sign-in and service."""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.services.channel import Channel
from tests.channels.door import Door, Heard, Peer, Posted

APP, SECRET = "11111111-2222-3333-4444-555555555555", "the-secret-of-the-application"
ROOMS = {"ann": "a:1Ann_9-x", "bob": "a:1Bob_8/y;z"}
ISSUER = "https://api.botframework.com"
TOKEN = "an-access-token"


@cache
def key_of(name: str) -> RSAKey:
    """A key pair of Microsoft's; they are made once."""
    return RSAKey.generate_key(2048, parameters={"kid": name})


class TeamsDoor(Door):
    """Keys ``teams`` and ``other`` are published, the second for other channels; ``stranger`` is not."""

    channel = Channel.TEAMS
    signs_time = True

    def __init__(self) -> None:
        self._service = "https://smba.trafficmanager.net/emea/"
        self.taken: Callable[[dict[str, Any]], object] = lambda _: None  # looks at an activity that we sent

    def settings(self, peer: Peer) -> dict[str, Any]:
        self._service = f"{peer.url}/emea/"
        own = {"teams_app_id": APP, "teams_app_secret": SECRET, "teams_openid_url": f"{peer.url}/openid"}
        return own | {"teams_login_url": peer.url, "outbound_loopback": True}

    def app(self, peer: Peer) -> Starlette:
        service = Service(peer, self)
        return Starlette(
            routes=[
                Route("/openid", lambda _: JSONResponse({"issuer": ISSUER, "jwks_uri": f"{peer.url}/keys"})),
                Route("/keys", lambda _: JSONResponse({"keys": published()})),
                Route("/botframework.com/oauth2/v2.0/token", service.sign_in, methods=["POST"]),
                Route("/emea/v3/conversations/{room:path}/activities", service.take, methods=["POST"]),
            ]
        )

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:
        page = {"contentType": "text/html", "content": f"<p>{text}</p>"}  # Teams sends a text twice
        return self.activity(event, peer, age=age, type="message", text=text, attachments=[page])

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        return self.activity(event, peer, type="message", text="?", value={"quick_reply": button})

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        return self.activity(event, peer, type="message", attachments=[{"contentType": "image/*"}])

    def unknown(self, event: int) -> Posted:
        return self.activity(event, "ann", type="somethingNew", value=[1])

    def activity(self, event: int, peer: str, *, age: float = 0, **told: Any) -> Posted:
        conversation = {"conversationType": "personal", "id": ROOMS[peer], "tenantId": "T1"}
        given = {
            "id": f"f:{event}",
            "channelId": "msteams",
            "serviceUrl": self._service,
            "conversation": conversation,
            "from": {"id": f"29:{peer}", "name": peer},
            "recipient": {"id": "28:bot", "name": "Agency"},
            "locale": "fr-FR",
        }
        return posted(given | told, age)

    def forged(self, posted_: Posted) -> list[Posted]:
        bare = posted_.headers["Authorization"].removeprefix("Bearer ")
        own = claims_of(self._service)
        wrong_claims: list[dict[str, Any]] = [
            {"iss": "https://sts.windows.net/x/"},
            {"aud": "99999999-2222-3333-4444-555555555555"},
            {"aud": None},
            {"serviceurl": "https://elsewhere.example/"},
            {"serviceurl": None},
            {"exp": None},
            {"nbf": int(time.time()) + 3600},
        ]
        tokens = [signed(_without_none(own | wrong)) for wrong in wrong_claims]
        tokens += [signed(own, key="stranger"), signed(own, key="other"), signed(own, key="stranger", named="teams")]
        tokens += [with_the_public_key(own), with_no_key(own), bare[:-8], "-", "a.b.c"]
        others = [Posted(posted_.body, {}), Posted(posted_.body, {"Authorization": f"Basic {bare}"})]
        return [*others, *(Posted(posted_.body, {"Authorization": f"Bearer {token}"}) for token in tokens)]


class Service:
    """What takes our answers."""

    def __init__(self, peer: Peer, door: TeamsDoor) -> None:
        self._peer, self._door = peer, door
        self._names = {room: name for name, room in ROOMS.items()}

    async def sign_in(self, request: Request) -> Response:
        async with request.form() as form:
            expected = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET}
            expected["scope"] = "https://api.botframework.com/.default"
            if dict(form) != expected:
                return JSONResponse({"error": "invalid_client"}, 401)
        return JSONResponse({"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN})

    async def take(self, request: Request) -> Response:
        refusal = self._peer.refuse()
        if refusal is not None:
            return refusal
        if request.headers["authorization"] != f"Bearer {TOKEN}":
            return Response(status_code=401)
        body = await request.body()
        assert len(body) <= 28 * 1024
        told = json.loads(body)
        assert told["type"] == "message"
        self._door.taken(told)
        cards = [card["content"]["buttons"] for card in told.get("attachments", ())]
        assert all(len(card) <= 6 for card in cards)
        buttons = tuple((one["title"], one["value"]["quick_reply"]) for card in cards for one in card)
        self._peer.heard.append(Heard(self._names[request.path_params["room"]], told["text"], buttons))
        return JSONResponse({"id": "1"}, 201)


def posted(activity: dict[str, Any], age: float = 0) -> Posted:
    token = signed(claims_of(activity["serviceUrl"], age))
    return Posted(
        json.dumps(activity).encode(), {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    )


def claims_of(service: str, age: float = 0) -> dict[str, Any]:
    now = int(time.time() - age)
    return {"iss": ISSUER, "aud": APP, "nbf": now, "iat": now, "exp": now + 600, "serviceurl": service}


def signed(claims: dict[str, Any], *, key: str = "teams", named: str | None = None) -> str:
    return jwt.encode({"alg": "RS256", "kid": named or key}, claims, key_of(key))


def with_the_public_key(claims: dict[str, Any]) -> str:
    """A token that the published key would prove, were it taken for a shared secret."""
    told = _unsigned({"alg": "HS256", "kid": "teams"}, claims)
    mac = hmac.new(key_of("teams").as_pem(private=False), told.encode(), hashlib.sha256).digest()
    return f"{told}.{_base64(mac)}"


def with_no_key(claims: dict[str, Any]) -> str:
    return _unsigned({"alg": "none", "kid": "teams"}, claims) + "."


def published() -> list[dict[str, Any]]:
    """What Microsoft publishes, with the channels that each key may speak for."""
    endorsements = {"teams": ["msteams", "skype"], "other": ["webchat"]}
    return [dict(key_of(name).as_dict(private=False)) | {"endorsements": told} for name, told in endorsements.items()]


def _without_none(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if value is not None}


def _unsigned(header: dict[str, str], claims: dict[str, Any]) -> str:
    return ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))


def _base64(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
