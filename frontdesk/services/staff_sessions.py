"""Signed-in browsers of staff: random tokens of which only hashes are kept, with an idle and an absolute limit."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.services.ports import Clock
from frontdesk.services.staff_ports import SessionStore
from frontdesk.staff.member import Actor, Member
from frontdesk.staff.session import StaffSession

_RANDOM_BYTES = 32
_BROWSER_LENGTH = 200
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks. ``is_confirmed`` is false while a second factor is still to be given or set up."""

    member: Member
    session_id: str
    csrf_token: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts: unused, and at all."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


class StaffSessions:
    """Opens, finds and closes sessions. Every method raises StoreUnavailable."""

    def __init__(self, store: SessionStore, clock: Clock, limits: SessionLimits | None = None) -> None:
        self._store, self._clock = store, clock
        self._limits = limits or SessionLimits()

    def open(
        self, member_id: int, *, confirmed: bool, browser: str, how: str = "password", replacing: str | None = None
    ) -> str:
        """Start a session, in place of one where ``replacing`` names it, and return its token, which only the browser keeps."""
        now, token = self._clock.now(), secrets.token_urlsafe(_RANDOM_BYTES)
        session = StaffSession(
            id=session_id_of(token),
            staff_id=member_id,
            csrf_token=secrets.token_urlsafe(_RANDOM_BYTES),
            created_at=now,
            last_seen_at=now,
            expires_at=now + self._limits.absolute,
            confirmed_at=now if confirmed else None,
            browser=_printable(browser)[:_BROWSER_LENGTH],
        )
        self._store.remove_expired(at=now, idle_since=now - self._limits.idle)
        self._store.add(session, by=owner(member_id), how=how, replacing=replacing)
        return token

    def find(self, token: str, *, touch: bool = True) -> SignedIn | None:
        """Return whose token this is; nobody where it is over or they were disabled.

        ``touch`` is false for what a page asks for by itself, which must not keep an empty chair signed in.
        """
        found = self._store.find(session_id_of(token))
        if found is None:
            return None
        session, member = found
        now = self._clock.now()
        if not member.is_active or not self._is_alive(session, now):
            return None
        if touch and now - session.last_seen_at >= _TOUCH_EVERY:
            self._store.touch(session.id, at=now)
        return SignedIn(member, session.id, session.csrf_token, session.confirmed_at is not None)

    def of(self, staff_id: int) -> tuple[StaffSession, ...]:
        """Return somebody's living sessions, the last seen first."""
        now = self._clock.now()
        return tuple(session for session in self._store.of(staff_id, at=now) if self._is_alive(session, now))

    def close(self, session_id: str, *, by: Actor | None = None) -> bool:
        """End a session, by its owner where nobody is named; tell whether it was there."""
        return self._store.remove(session_id, by=by, at=self._clock.now())

    def close_all(self, staff_id: int, keep: str | None = None, *, by: Actor | None = None) -> int:
        """End somebody's sessions, but the one to ``keep``, by themselves where nobody is named; return how many."""
        return self._store.remove_all(staff_id, keep=keep, by=by or owner(staff_id), at=self._clock.now())

    def _is_alive(self, session: StaffSession, now: datetime) -> bool:
        return now < session.expires_at and now - session.last_seen_at < self._limits.idle


def session_id_of(token: str) -> str:
    """Return the id of the session with a token: its hash, from which the token cannot be told."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def owner(member_id: int) -> Actor:
    """Return somebody as whoever acts on what is theirs."""
    return Actor(f"staff:{member_id}", member_id)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
