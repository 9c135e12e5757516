"""Signing in: the same answer after the same time whether the account or the password is wrong, and slower after each failure."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from frontdesk.services.audit import AuditAction, AuditEntry, AuditLog, ObjectKind
from frontdesk.services.credential_ports import CredentialStore, Sealing
from frontdesk.services.errors import SealBroken
from frontdesk.services.pace import Pace
from frontdesk.services.passwords import LONGEST, Passwords
from frontdesk.services.ports import Clock
from frontdesk.services.second_factor import SecondFactors, TooManyAttempts
from frontdesk.services.staff_ports import Credentials, StaffStore
from frontdesk.services.staff_sessions import SignedIn, StaffSessions
from frontdesk.services.throttling import Throttle, key_of
from frontdesk.staff.member import VISITOR, Member


class SignInRefused(Exception):
    """The account or the password is wrong; which is not told."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Whoever asks: their network address, what their browser calls itself, the mark and the session it carries from before."""

    address: str
    name: str = ""
    mark: str = ""
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A session that was opened: its token, and whether a second factor is still to be given or set up."""

    token: str
    member: Member
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SignInPorts:
    """What signing in works with."""

    staff: StaffStore
    credentials: CredentialStore
    sessions: StaffSessions
    passwords: Passwords
    second_factors: SecondFactors
    throttle: Throttle
    vault: Sealing
    audit: AuditLog
    clock: Clock


class SignIn:
    """Lets staff in. Every method raises StoreUnavailable."""

    def __init__(self, ports: SignInPorts, *, second_factor_required: bool) -> None:
        self._with, self._required = ports, second_factor_required

    def with_password(self, email: str, password: str, browser: Browser) -> Entry:
        """Open a session. Raises SignInRefused, TooManyAttempts and TooBusy."""
        now, member = self._with.clock.now(), self._with.staff.by_email(email)
        paces = self._paces(email, member, browser)
        wait = self._with.throttle.begin(paces, now)
        if wait:
            raise TooManyAttempts(round(wait.total_seconds() + 0.5))
        kept = self._with.credentials.credentials(member.id) if member else None
        right = self._with.passwords.verify(kept.password_hash if kept else None, password[: LONGEST + 1])
        if member is None or kept is None or not right or not member.is_active:
            self._note_refusal(member, "password", now)
            raise SignInRefused
        self._with.throttle.succeeded(paces, now)
        self._renew_hash(member, kept, password)
        return self.admit(member, browser, how="password")

    def admit(self, member: Member, browser: Browser, *, how: str, has_proved_both: bool = False) -> Entry:
        """Open a session for somebody who proved who they are; it counts once nothing is left to prove."""
        confirmed = has_proved_both or not (member.has_second_factor or self._required)
        return self._open(member, browser, how=how, confirmed=confirmed)

    def with_code(self, who: SignedIn, code: str, browser: Browser) -> Entry:
        """Replace a session that waits for its second factor. Raises CodeRefused and TooManyAttempts."""
        self._with.second_factors.prove(who.member, code)
        return self._open(who.member, browser, how="second_factor", confirmed=True)

    def with_new_second_factor(self, who: SignedIn, code: str, browser: Browser) -> tuple[Entry, tuple[str, ...]]:
        """Confirm a second factor, replace the session and return the recovery codes too.

        Raises CodeRefused and TooManyAttempts.
        """
        codes = self._with.second_factors.confirm(who.member, code)
        return self._open(who.member, browser, how="second_factor", confirmed=True), codes

    def refuse(self, member: Member | None, how: str) -> None:
        """Note a sign-in that failed elsewhere."""
        self._note_refusal(member, how, self._with.clock.now())

    def mark_for(self, member: Member) -> str:
        """Return a mark by which this browser is known again: strangers' failures then keep its owner waiting no longer."""
        return self._with.vault.seal(f"{member.id}:{secrets.token_urlsafe(16)}")

    def _open(self, member: Member, browser: Browser, *, how: str, confirmed: bool) -> Entry:
        """Open a session in place of the one the browser has: whoever saw that one's token has nothing."""
        token = self._with.sessions.open(
            member.id, confirmed=confirmed, browser=browser.name, how=how, replacing=browser.session_id
        )
        return Entry(token, member, confirmed)

    def _paces(self, email: str, member: Member | None, browser: Browser) -> dict[str, Pace]:
        known = self._known(member, browser.mark)
        if known is not None:
            return {key_of("browser", known): Pace.BROWSER}
        account = key_of("account", email.strip().lower())
        return {account: Pace.ACCOUNT, key_of("address", browser.address): Pace.ADDRESS}

    def _known(self, member: Member | None, mark: str) -> str | None:
        """Return the mark of a browser where it is this member's own."""
        if member is None or not mark:
            return None
        try:
            opened = self._with.vault.open(mark)
        except SealBroken:
            return None
        owner = opened.partition(":")[0]
        return opened if hmac.compare_digest(owner.encode(), str(member.id).encode()) else None

    def _renew_hash(self, member: Member, kept: Credentials, password: str) -> None:
        if kept.password_hash is not None and self._with.passwords.is_outdated(kept.password_hash):
            self._with.credentials.rehash(member.id, self._with.passwords.hash(password))

    def _note_refusal(self, member: Member | None, how: str, at: datetime) -> None:
        """Log it without what was typed: somebody may type a password where the address belongs."""
        told = str(member.id) if member else "unknown"
        entry = AuditEntry(at, VISITOR, AuditAction.SIGN_IN_REFUSED, ObjectKind.STAFF, told, {"how": how})
        self._with.audit.note([entry])
