"""How staff come in: by a one-time link that sets their password. There is no account that nobody made."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.leads import announcements
from frontdesk.qualification.model import OutboxEntry
from frontdesk.services.credential_ports import CredentialStore, Invitation, InvitationStore, NewLink
from frontdesk.services.passwords import Passwords, demand_good
from frontdesk.services.ports import Clock
from frontdesk.services.staff_ports import NewMember, StaffStore
from frontdesk.staff.member import Actor, Member

INVITED_FOR = timedelta(hours=72)
RESET_FOR = timedelta(hours=1)
_RANDOM_BYTES = 32


class LinkOver(Exception):
    """The link was used, taken back or is over."""


@dataclass(frozen=True, slots=True)
class Invitations:
    """Invites staff and lets them set their password; every method raises StoreUnavailable.

    ``mailed_from`` is what the links in letters begin with; none where no letters are sent.
    """

    staff: StaffStore
    links: InvitationStore
    credentials: CredentialStore
    passwords: Passwords
    clock: Clock
    mailed_from: str | None = None

    @property
    def are_mailed(self) -> bool:
        """Tell whether links are sent by letter too."""
        return self.mailed_from is not None

    def invite(self, somebody: NewMember, *, by: Actor) -> tuple[Member, str]:
        """Keep somebody new and return them with the token of their link. Raises EmailTaken."""
        member = self.staff.add(somebody, by=by, at=self.clock.now())
        return member, self.link(member.id, by=by)

    def link(self, member_id: int, *, by: Actor) -> str:
        """Return the token of a new link; earlier ones are over. It lasts an hour for whoever has a password already.

        Raises StaffNotFound.
        """
        now, token = self.clock.now(), secrets.token_urlsafe(_RANDOM_BYTES)
        is_new = self.credentials.credentials(member_id).password_hash is None
        lasts = INVITED_FOR if is_new else RESET_FOR
        letter = self._letter(member_id, token, now + lasts, now)
        self.links.issue(NewLink(member_id, _hash(token), now + lasts, letter), by=by, at=now)
        return token

    def _letter(self, member_id: int, token: str, expires_at: datetime, now: datetime) -> OutboxEntry | None:
        member = self.staff.get(member_id)
        if self.mailed_from is None or member is None or not member.is_active:
            return None
        return announcements.invited(member, f"{self.mailed_from}/{token}", expires_at, now)

    def find(self, token: str) -> Invitation:
        """Return a link that may still be used. Raises LinkOver."""
        found = self.links.find(_hash(token), at=self.clock.now())
        if found is None:
            raise LinkOver
        return found

    def accept(self, token: str, password: str) -> Member:
        """Set the password, end every session and use the link up. Raises LinkOver, PasswordRefused and TooBusy."""
        found = self.find(token)
        demand_good(password, words_about(found.member))
        member = self.links.accept(_hash(token), self.passwords.hash(password), at=self.clock.now())
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
