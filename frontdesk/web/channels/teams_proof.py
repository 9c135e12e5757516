"""Proves that the Bot Connector sent an activity: its signed token is for our application, from now, and about this very service.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.jws import extract_compact

from frontdesk.web.channels.adapter import Forged, NotProvable

ISSUER = "https://api.botframework.com"
_CHANNEL = "msteams"
_ALGORITHMS = ("RS256",)  # and none that a public key could sign as a secret
_LEEWAY = timedelta(minutes=5)
_KEPT, _AT_MOST_EVERY = timedelta(hours=24), timedelta(minutes=5)
_SECONDS = 10
_LONGEST_TOKEN = 8000


@dataclass(frozen=True, slots=True)
class Signer:
    """A key of Microsoft's, and the channels that it may speak for."""

    key: RSAKey
    endorsements: frozenset[str]


@dataclass(slots=True)
class PublishedKeys:
    """The keys at an OpenID address: kept a day, read again where a token names another, but never often."""

    metadata_url: str
    _signers: Mapping[str, Signer] = field(default_factory=dict)
    _read_at: datetime | None = None

    async def named(self, key_id: str, at: datetime) -> Signer:
        """Return a key. Raises Forged where there is none of this name, NotProvable where nobody can tell now."""
        if self._is_older(_KEPT, at) or (key_id not in self._signers and self._is_older(_AT_MOST_EVERY, at)):
            await self._read(at)
        if key_id not in self._signers:
            raise Forged("unknown key")
        return self._signers[key_id]

    def _is_older(self, age: timedelta, at: datetime) -> bool:
        return self._read_at is None or at - self._read_at >= age

    async def _read(self, at: datetime) -> None:
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as http:
                found = await _document(http, self.metadata_url)
                published = await _document(http, found["jwks_uri"])
            self._signers = {told["kid"]: _signer(told) for told in published["keys"] if told.get("kty") == "RSA"}
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, JoseError) as problem:
            if not self._signers:  # what is kept is still good: Microsoft announces a key long before it signs
                raise NotProvable(type(problem).__name__) from problem
        self._read_at = at


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """What a token must hold for one application."""

    app_id: str
    keys: PublishedKeys

    async def prove(self, authorization: str, activity: Mapping[str, Any], at: datetime) -> None:
        """Return where the header proves the activity. Raises Forged and NotProvable."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.isascii() or len(token) > _LONGEST_TOKEN:
            raise Forged("no token")
        try:
            signer = await self.keys.named(_key_id(token), at)
            claims = jwt.decode(token, signer.key, algorithms=_ALGORITHMS).claims
            self._demands(at).validate(claims)
        except (JoseError, ValueError) as problem:
            raise Forged(type(problem).__name__) from problem
        if activity.get("channelId") != _CHANNEL or _CHANNEL not in signer.endorsements:
            raise Forged("channel")
        if not activity.get("serviceUrl") or claims["serviceurl"] != activity["serviceUrl"]:
            raise Forged("service")

    def _demands(self, at: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=int(_LEEWAY.total_seconds()),
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": self.app_id},
            exp={"essential": True},
            serviceurl={"essential": True},
        )


def _key_id(token: str) -> str:
    """Return the name of the key that a token says it is signed with. Raises JoseError and ValueError."""
    return str(extract_compact(token.encode()).headers().get("kid", ""))


def _signer(told: Mapping[str, Any]) -> Signer:
    public = {name: told[name] for name in ("kty", "n", "e", "kid")}
    return Signer(RSAKey.import_key(public), frozenset(told.get("endorsements", ())))


async def _document(http: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with http.get(url, raise_for_status=True) as answer:
        found: dict[str, Any] = await answer.json(content_type=None)
        return found
