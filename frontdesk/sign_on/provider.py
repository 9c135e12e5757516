"""An OpenID Connect provider: code flow with PKCE, state and nonce; what it signs is checked against its published keys."""

import secrets
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from frontdesk.services.sign_on import Flow, Identity, IdentityRefused, ProviderUnavailable

_SCOPE = "openid email profile"
_SECONDS = 10.0
_RANDOM_BYTES = 32
_KEPT_SECONDS = 3600.0
_LEEWAY_SECONDS = 60
_LONGEST_SUBJECT = 255
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")  # none that a client's secret could sign
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OidcProvider:
    """Fills the port IdentityProvider. What the provider publishes about itself is read when first needed and kept an hour."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, return_url: str) -> None:
        self.issuer = issuer
        self._client_id, self._client_secret, self._return_url = client_id, client_secret, return_url
        self._metadata: Mapping[str, Any] = {}
        self._read_at = -_KEPT_SECONDS

    def depart(self, begun_at: datetime) -> tuple[str, Flow]:
        """Return where to send a browser, and what to remember meanwhile. Raises ProviderUnavailable."""
        state, nonce, verifier = (secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3))
        flow = Flow(state, nonce, verifier, begun_at.isoformat())
        endpoint = self._published()["authorization_endpoint"]
        with self._client() as client:
            url, _ = client.create_authorization_url(
                endpoint, state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
            )
        return str(url), flow

    def identify(self, flow: Flow, code: str) -> Identity:
        """Trade a code for somebody's identity. Raises IdentityRefused and ProviderUnavailable."""
        published = self._published()
        try:
            with self._client() as client:
                token = client.fetch_token(published["token_endpoint"], code=code, code_verifier=flow.verifier)
            keys = KeySet.import_key_set(_read(published["jwks_uri"]))
            return self._identity(str(token.get("id_token", "")), keys, flow)
        except (OAuthError, JoseError) as problem:
            raise IdentityRefused(type(problem).__name__) from problem
        except (httpx2.HTTPError, ValueError, KeyError) as problem:
            raise ProviderUnavailable(type(problem).__name__) from problem

    def _identity(self, signed: str, keys: KeySet, flow: Flow) -> Identity:
        claims = jwt.decode(signed, keys, algorithms=_ALGORITHMS).claims
        demanded = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": flow.nonce},
        )
        demanded.validate(claims)
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str) or len(subject) > _LONGEST_SUBJECT or not self._is_for_us(claims):
            raise IdentityRefused("claims")
        return Identity(subject, email if isinstance(email, str) else None, claims.get("email_verified") is True)

    def _is_for_us(self, claims: Mapping[str, Any]) -> bool:
        """Tell whether nobody else but this installation was given the token."""
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        return bool(claims.get("azp", None if several else self._client_id) == self._client_id)

    def _published(self) -> Mapping[str, Any]:
        """Return what the provider says about itself. Raises ProviderUnavailable where it is somebody else's."""
        if time.monotonic() - self._read_at < _KEPT_SECONDS:
            return self._metadata
        try:
            found = _read(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        except (httpx2.HTTPError, ValueError) as problem:
            raise ProviderUnavailable(type(problem).__name__) from problem
        if found.get("issuer") != self.issuer or not all(isinstance(found.get(name), str) for name in _NEEDED):
            raise ProviderUnavailable("another issuer")
        self._metadata, self._read_at = found, time.monotonic()
        return self._metadata

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._client_id,
            client_secret=self._client_secret,
            scope=_SCOPE,
            redirect_uri=self._return_url,
            code_challenge_method="S256",
            timeout=_SECONDS,
            trust_env=False,
        )


def _read(url: str) -> Any:  # noqa: ANN401 - what is published is looked at where it is used
    """Return a published document."""
    with httpx2.Client(timeout=_SECONDS, trust_env=False) as client:
        return client.get(url).raise_for_status().json()
