"""What staff change about themselves, proving again who they are where it matters."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.services.credential_ports import CredentialStore
from frontdesk.services.invite_staff import words_about
from frontdesk.services.pace import Pace
from frontdesk.services.passwords import LONGEST, Passwords, demand_good
from frontdesk.services.ports import Clock
from frontdesk.services.second_factor import TooManyAttempts
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.services.throttling import Throttle, key_of
from frontdesk.staff.member import Member, acting


class WrongPassword(Exception):
    """The present password is another."""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """Changes one's own password. Every method raises StoreUnavailable."""

    credentials: CredentialStore
    passwords: Passwords
    throttle: Throttle
    clock: Clock

    def has_password(self, member: Member) -> bool:
        """Tell whether somebody has a password; who signs in elsewhere may have none."""
        return self.credentials.credentials(member.id).password_hash is not None

    def change_password(self, who: SignedIn, present: str, new: str) -> None:
        """Replace the password and sign out every other browser.

        Raises WrongPassword, PasswordRefused, TooManyAttempts and TooBusy.
        """
        self.prove(who.member, present)
        demand_good(new, words_about(who.member))
        kept = self.passwords.hash(new)
        now, by = self.clock.now(), acting(who.member)
        self.credentials.set_password(who.member.id, kept, keep=who.session_id, by=by, at=now)

    def prove(self, member: Member, password: str) -> None:
        """Demand the present password before something that would lock its owner out.

        Raises WrongPassword, TooManyAttempts and TooBusy.
        """
        now, paces = self._begin(member)
        kept = self.credentials.credentials(member.id).password_hash
        if not self.passwords.verify(kept, password[: LONGEST + 1]):
            raise WrongPassword
        self.throttle.succeeded(paces, now)

    def prove_where_there_is_one(self, member: Member, password: str) -> None:
        """Demand the present password of whoever has one; who signs in with a provider has nothing to show here. Raises as prove does."""
        if self.has_password(member):
            self.prove(member, password)

    def _begin(self, member: Member) -> tuple[datetime, dict[str, Pace]]:
        now, paces = self.clock.now(), {key_of("password", str(member.id)): Pace.CODE}
        wait = self.throttle.begin(paces, now)
        if wait:
            raise TooManyAttempts(round(wait.total_seconds() + 0.5))
        return now, paces
