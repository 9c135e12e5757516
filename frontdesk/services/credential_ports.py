"""What staff prove themselves with, as the services need it kept: passwords, second factors, links, attempts.

Every method of a store raises StoreUnavailable where the database cannot be reached, is locked or refuses to write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from frontdesk.qualification.model import OutboxEntry
from frontdesk.services.pace import Pace
from frontdesk.services.staff_ports import Credentials
from frontdesk.staff.member import Actor, Member


class Sealing(Protocol):
    """Encrypts what the database keeps."""

    def seal(self, text: str) -> str:
        """Return a text sealed."""

    def open(self, sealed: str) -> str:
        """Return what was sealed. Raises SealBroken."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link to set a password with, and whose."""

    member: Member
    expires_at: datetime
    has_password: bool


class CredentialStore(Protocol):
    """Where passwords, second factors and names at the identity provider are kept. Changes are logged in their transaction."""

    def credentials(self, member_id: int) -> Credentials:
        """Return what somebody proves themselves with. Raises StaffNotFound."""

    def set_password(self, member_id: int, password_hash: str, *, keep: str | None, by: Actor, at: datetime) -> None:
        """Replace a password and end every session but the one to ``keep``. Raises StaffNotFound."""

    def rehash(self, member_id: int, password_hash: str) -> None:
        """Keep the same password under newer parameters."""

    def begin_totp(self, member_id: int, sealed_secret: str) -> None:
        """Keep a second factor that is still to be confirmed; one that is confirmed stays as it is."""

    def confirm_totp(
        self, member_id: int, step: int, recovery_hashes: Sequence[str], *, by: Actor, at: datetime
    ) -> bool:
        """Make the second factor count; tell whether there was one to confirm."""

    def use_step(self, member_id: int, step: int) -> bool:
        """Note that the code of a time step was used; tell whether it and every later one were unused."""

    def use_recovery_code(self, member_id: int, code_hash: str, *, by: Actor, at: datetime) -> bool:
        """Use a recovery code up; tell whether it was there and unused."""

    def replace_recovery_codes(self, member_id: int, hashes: Sequence[str], *, by: Actor, at: datetime) -> None:
        """Forget the recovery codes and keep new ones."""

    def recovery_codes_left(self, member_id: int) -> int:
        """Return how many recovery codes are unused."""

    def remove_totp(self, member_id: int, *, by: Actor, at: datetime) -> None:
        """Forget a second factor with its recovery codes."""

    def by_subject(self, subject: str) -> Member | None:
        """Return who the identity provider calls by a name."""

    def bind_subject(self, member_id: int, subject: str, *, by: Actor, at: datetime) -> bool:
        """Tie somebody to their name at the provider; tell whether they and the name were free."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A one-time link for a member of staff, as it is kept, and the letter that sends it, where letters are sent."""

    member_id: int
    token_hash: str
    expires_at: datetime
    letter: OutboxEntry | None = None


class InvitationStore(Protocol):
    """Where one-time links are kept, by the hashes of their tokens."""

    def issue(self, link: NewLink, *, by: Actor, at: datetime) -> None:
        """Keep a new link with its letter, and take back the earlier ones of the same person."""

    def find(self, token_hash: str, *, at: datetime) -> Invitation | None:
        """Return a link that is unused, not over, and of somebody who is not disabled."""

    def accept(self, token_hash: str, password_hash: str, *, at: datetime) -> Member | None:
        """Use a link up, set the password and end every session, in one transaction; nobody where it is over."""


class AttemptStore(Protocol):
    """Where failed attempts are kept for as long as they slow the next one down."""

    def begin(self, paces: Mapping[str, Pace], *, at: datetime) -> timedelta:
        """Count an attempt as failed before it is looked at, so that many at once gain nothing.

        Returns zero, or how long to wait: then the attempt is not to be looked at, and is not counted.
        """

    def forgive(self, key: str) -> None:
        """Forget every attempt of a key."""

    def take_back(self, key: str, *, at: datetime) -> None:
        """Forget one attempt that turned out well."""
