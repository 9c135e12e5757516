"""Signing in with an identity provider: only invited staff, found by their name there, the first time by their address."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from frontdesk.services.errors import SealBroken
from frontdesk.services.sign_in import Browser, Entry, SignIn, SignInPorts, SignInRefused
from frontdesk.services.staff_sessions import owner
from frontdesk.staff.member import Member

FLOW_LASTS = timedelta(minutes=10)


class ProviderUnavailable(Exception):
    """The identity provider cannot be reached, or answers what no provider may."""


class IdentityRefused(Exception):
    """What the provider or the browser hands over proves nobody's identity."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as the provider knows them. ``subject`` is their name there for good; an address may be given to others later."""

    subject: str
    email: str | None
    email_is_verified: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """What a browser must bring back from the provider, and what the provider must repeat."""

    state: str
    nonce: str
    verifier: str
    begun_at: str


class IdentityProvider(Protocol):
    """An OpenID Connect provider. Every method raises ProviderUnavailable."""

    @property
    def issuer(self) -> str:
        """What the provider calls itself."""

    def depart(self, begun_at: datetime) -> tuple[str, Flow]:
        """Return where to send a browser, and what to remember meanwhile."""

    def identify(self, flow: Flow, code: str) -> Identity:
        """Trade a code for somebody's identity. Raises IdentityRefused."""


class SignOn:
    """Lets staff in whom the provider vouches for. Every method raises ProviderUnavailable and StoreUnavailable."""

    def __init__(self, provider: IdentityProvider, sign_in: SignIn, ports: SignInPorts, *, proves_both: bool) -> None:
        self._provider, self._sign_in, self._with = provider, sign_in, ports
        self._proves_both = proves_both  # the provider asks for a second factor itself

    def depart(self, onward: str) -> tuple[str, str]:
        """Return where to send the browser, and what it is to bring back in a cookie of its own."""
        url, flow = self._provider.depart(self._with.clock.now())
        return url, self._with.vault.seal(json.dumps({"flow": asdict(flow), "onward": onward}))

    def arrive(self, kept: str, state: str, code: str, browser: Browser) -> tuple[Entry, str]:
        """Open a session for who came back and return where they wanted to.

        Raises IdentityRefused, and SignInRefused for whoever was not invited.
        """
        try:
            flow, onward = self._flow(kept, state)
            identity = self._provider.identify(flow, code)
        except IdentityRefused:
            self._sign_in.refuse(None, "sign_on")
            raise
        member = self._member(identity)
        if member is None or not member.is_active:
            self._sign_in.refuse(member, "sign_on")
            raise SignInRefused
        return self._sign_in.admit(member, browser, how="sign_on", has_proved_both=self._proves_both), onward

    def _flow(self, kept: str, state: str) -> tuple[Flow, str]:
        """Return the flow this browser began. Raises IdentityRefused for one of another browser, and one that is over."""
        try:
            brought = json.loads(self._with.vault.open(kept))
        except (SealBroken, ValueError) as problem:  # what is sealed for another purpose is no flow either
            raise IdentityRefused from problem
        flow = Flow(**brought["flow"])
        begun = datetime.fromisoformat(flow.begun_at).astimezone(UTC)
        is_ours = hmac.compare_digest(flow.state.encode(), state.encode("utf-8", "surrogatepass"))
        if not is_ours or self._with.clock.now() - begun > FLOW_LASTS:
            raise IdentityRefused
        return flow, str(brought["onward"])

    def _member(self, identity: Identity) -> Member | None:
        subject = self._subject(identity)
        known = self._with.credentials.by_subject(subject)
        if known is not None or identity.email is None or not identity.email_is_verified:
            return known
        invited = self._with.staff.by_email(identity.email)
        if invited is None or not invited.is_active:
            return None
        now = self._with.clock.now()
        bound = self._with.credentials.bind_subject(invited.id, subject, by=owner(invited.id), at=now)
        return invited if bound else None

    def _subject(self, identity: Identity) -> str:
        """Return a name that no other provider's names equal."""
        issuer = hashlib.sha256(self._provider.issuer.encode()).hexdigest()[:16]
        return f"{issuer}:{identity.subject}"
