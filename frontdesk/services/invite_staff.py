"""How staff come in: by a one-time link that sets their password. There is no account that nobody made."""

import hashlib
import secrets
from datetime import timedelta

from frontdesk.services.credential_ports import CredentialStore, Invitation, InvitationStore
from frontdesk.services.passwords import Passwords, demand_good
from frontdesk.services.ports import Clock
from frontdesk.services.staff_ports import NewMember, StaffStore
from frontdesk.staff.member import Actor, Member

INVITED_FOR = timedelta(hours=72)
RESET_FOR = timedelta(hours=1)
_RANDOM_BYTES = 32


class LinkOver(Exception):
    """The link was used, taken back or is over."""


class Invitations:
    """Invites staff and lets them set their password. Every method raises StoreUnavailable."""

    def __init__(
        self,
        staff: StaffStore,
        links: InvitationStore,
        credentials: CredentialStore,
        passwords: Passwords,
        clock: Clock,
    ) -> None:
        self._staff, self._links, self._credentials = staff, links, credentials
        self._passwords, self._clock = passwords, clock

    def invite(self, somebody: NewMember, *, by: Actor) -> tuple[Member, str]:
        """Keep somebody new and return them with the token of their link. Raises EmailTaken."""
        member = self._staff.add(somebody, by=by, at=self._clock.now())
        return member, self.link(member.id, by=by)

    def link(self, member_id: int, *, by: Actor) -> str:
        """Return the token of a new link; earlier ones are over. It lasts an hour for whoever has a password already.

        Raises StaffNotFound.
        """
        now, token = self._clock.now(), secrets.token_urlsafe(_RANDOM_BYTES)
        is_new = self._credentials.credentials(member_id).password_hash is None
        lasts = INVITED_FOR if is_new else RESET_FOR
        self._links.issue(member_id, _hash(token), expires_at=now + lasts, by=by, at=now)
        return token

    def find(self, token: str) -> Invitation:
        """Return a link that may still be used. Raises LinkOver."""
        found = self._links.find(_hash(token), at=self._clock.now())
        if found is None:
            raise LinkOver
        return found

    def accept(self, token: str, password: str) -> Member:
        """Set the password, end every session and use the link up. Raises LinkOver, PasswordRefused and TooBusy."""
        found = self.find(token)
        demand_good(password, words_about(found.member))
        member = self._links.accept(_hash(token), self._passwords.hash(password), at=self._clock.now())
        if member is None:
            raise LinkOver
        return member


def words_about(member: Member) -> tuple[str, ...]:
    """Return what a stranger knows of somebody, which must not make their password."""
    name, _, domain = member.email.partition("@")
    words = member.name.split()
    return (member.email, name, domain.partition(".")[0], "".join(words), *words)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
