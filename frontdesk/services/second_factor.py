"""Second factors of staff: one-time codes from an authenticator app, and recovery codes for the day the phone is lost."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp

from frontdesk.services.credential_ports import CredentialStore, Sealing
from frontdesk.services.pace import Pace
from frontdesk.services.ports import Clock
from frontdesk.services.throttling import Throttle, key_of
from frontdesk.staff.member import Actor, Member, acting

ISSUER = "Frontdesk"
RECOVERY_CODES = 10
_STEP_SECONDS = 30
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_GROUPS, _GROUP_LENGTH = 4, 4  # 79 bits
_DRIFT = (-1, 0, 1)


class CodeRefused(Exception):
    """The code is wrong, used or over."""


class TooManyAttempts(Exception):
    """Carries how many seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app is set up with: the address in the QR code, and the same secret to be typed."""

    uri: str
    secret: str


class SecondFactors:
    """Sets up, checks and removes second factors. Every method raises StoreUnavailable; what reads a secret, SealBroken."""

    def __init__(self, store: CredentialStore, vault: Sealing, throttle: Throttle, clock: Clock) -> None:
        self._store, self._vault, self._throttle, self._clock = store, vault, throttle, clock

    def enrol(self, member: Member, *, anew: bool = False) -> Enrolment:
        """Return what to set up an app with; until it is confirmed, the same each time, or ``anew`` what nobody has seen before."""
        kept = self._store.credentials(member.id)
        if kept.totp_secret is not None and kept.totp_confirmed_at is None and not anew:
            secret = self._vault.open(kept.totp_secret)
        else:
            secret = pyotp.random_base32()
            self._store.begin_totp(member.id, self._vault.seal(secret))
        return Enrolment(pyotp.TOTP(secret).provisioning_uri(name=member.email, issuer_name=ISSUER), secret)

    def confirm(self, member: Member, code: str) -> tuple[str, ...]:
        """Make the second factor count and return the recovery codes, which are shown this once.

        Raises CodeRefused and TooManyAttempts.
        """
        now = self._begin(member)
        kept = self._store.credentials(member.id)
        step = self._matching_step(kept.totp_secret, code, now) if kept.totp_confirmed_at is None else None
        if step is None:
            raise CodeRefused
        codes = _recovery_codes()
        hashes = [_code_hash(member.id, made) for made in codes]
        if not self._store.confirm_totp(member.id, step, hashes, by=acting(member), at=now):
            raise CodeRefused
        self._succeeded(member, now)
        return codes

    def prove(self, member: Member, code: str) -> None:
        """Accept a code of the app or a recovery code, each once. Raises CodeRefused and TooManyAttempts."""
        now = self._begin(member)
        kept = self._store.credentials(member.id)
        if kept.totp_confirmed_at is None:
            raise CodeRefused
        step = self._matching_step(kept.totp_secret, code, now)
        if step is not None:
            accepted = self._store.use_step(member.id, step)
        else:
            accepted = self._store.use_recovery_code(member.id, _code_hash(member.id, code), by=acting(member), at=now)
        if not accepted:
            raise CodeRefused
        self._succeeded(member, now)

    def renew_recovery_codes(self, member: Member) -> tuple[str, ...]:
        """Return new recovery codes, which are shown this once; the earlier ones count no more."""
        codes = _recovery_codes()
        hashes = [_code_hash(member.id, made) for made in codes]
        self._store.replace_recovery_codes(member.id, hashes, by=acting(member), at=self._clock.now())
        return codes

    def recovery_codes_left(self, member: Member) -> int:
        """Return how many recovery codes are unused."""
        return self._store.recovery_codes_left(member.id)

    def remove(self, member_id: int, *, by: Actor) -> None:
        """Forget a second factor. Raises StaffNotFound."""
        self._store.remove_totp(member_id, by=by, at=self._clock.now())

    def _begin(self, member: Member) -> datetime:
        now = self._clock.now()
        wait = self._throttle.begin({_key(member): Pace.CODE}, now)
        if wait:
            raise TooManyAttempts(round(wait.total_seconds() + 0.5))
        return now

    def _succeeded(self, member: Member, now: datetime) -> None:
        self._throttle.succeeded({_key(member): Pace.CODE}, now)

    def _matching_step(self, sealed: str | None, code: str, now: datetime) -> int | None:
        """Return the time step a code belongs to; clocks may differ by one."""
        if sealed is None:
            return None
        totp, present = pyotp.TOTP(self._vault.open(sealed)), int(now.timestamp()) // _STEP_SECONDS
        typed = "".join(code.split()).encode("utf-8", "surrogatepass")
        steps = [present + drift for drift in _DRIFT]
        matching = [step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), typed)]
        return matching[-1] if matching else None


def _key(member: Member) -> str:
    return key_of("code", str(member.id))


def _recovery_codes() -> tuple[str, ...]:
    return tuple(
        "-".join("".join(secrets.choice(_CODE_LETTERS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
        for _ in range(RECOVERY_CODES)
    )


def _code_hash(member_id: int, code: str) -> str:
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(f"{member_id}:{plain}".encode("utf-8", "surrogatepass")).hexdigest()
