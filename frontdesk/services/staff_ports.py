"""Staff and their sessions as the services need them kept, and what may stand in the way.

Every method of a store raises StoreUnavailable where the database cannot be reached, is locked or refuses to write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.staff.member import Actor, Member
from frontdesk.staff.role import Role
from frontdesk.staff.session import StaffSession
from frontdesk.values import Language

type StaffValue = str | bool | Role | Language | tuple[str, ...]


class StaffNotFound(Exception):
    """Nobody of the staff has this id or address."""


class EmailTaken(Exception):
    """Somebody of the staff has this address already."""


class LastAdministrator(Exception):
    """The change would leave the desk without an administrator."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who is invited. ``email`` is lower case."""

    email: str
    name: str
    role: Role
    language: Language = Language.EN
    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    takes_leads: bool = True


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a member of staff proves themselves with. ``totp_secret`` is sealed; ``totp_last_step`` is the last one that was used."""

    password_hash: str | None
    totp_secret: str | None
    totp_confirmed_at: datetime | None
    totp_last_step: int | None
    oidc_subject: str | None


class StaffStore(Protocol):
    """Where staff are kept. Changes are logged in their own transaction."""

    def add(self, member: NewMember, *, by: Actor, at: datetime) -> Member:
        """Keep somebody new. Raises EmailTaken."""

    def get(self, member_id: int) -> Member | None:
        """Return one member of staff, disabled ones too."""

    def by_email(self, email: str) -> Member | None:
        """Return who has an address, however it is written."""

    def list(self, *, active_only: bool = False) -> tuple[Member, ...]:
        """Return all by name."""

    def change(self, member_id: int, values: Mapping[str, StaffValue], *, by: Actor, at: datetime) -> Member:
        """Change fields of a member; whoever is disabled is signed out everywhere.

        Raises StaffNotFound, and LastAdministrator where nobody would be left to administer.
        """


class SessionStore(Protocol):
    """Where the sessions of staff are kept."""

    def add(self, session: StaffSession, *, by: Actor, how: str, replacing: str | None) -> None:
        """Keep a new session and end the one it replaces; ``how`` names what proved it in the audit log."""

    def find(self, session_id: str) -> tuple[StaffSession, Member] | None:
        """Return a session and whose it is."""

    def touch(self, session_id: str, *, at: datetime) -> None:
        """Note that a session, and so its owner, was there."""

    def of(self, staff_id: int, *, at: datetime) -> tuple[StaffSession, ...]:
        """Return somebody's sessions that have not expired, the last seen first."""

    def remove(self, session_id: str, *, by: Actor | None, at: datetime) -> bool:
        """End a session, by its owner where nobody is named; tell whether it was there."""

    def remove_all(self, staff_id: int, *, keep: str | None, by: Actor, at: datetime) -> int:
        """End somebody's sessions but one; return how many."""

    def remove_expired(self, *, at: datetime, idle_since: datetime) -> int:
        """Forget sessions that are over; return how many."""
