"""A member of staff, and whoever acts: a person at the desk, a command, or the system itself."""

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.staff.role import Permission, Role, may
from frontdesk.values import Language


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff. ``language`` is that of their desk, ``spoken`` those they answer in.

    ``sectors``, ``countries`` (ISO 3166-1 alpha-2) and ``spoken`` say which leads they are competent for; empty means any.
    ``takes_leads`` is false for whoever is never given any. ``last_seen_at`` is when their browser last asked for anything;
    ``uses_shortcuts`` is false for whom keys pressed by accident or by a voice must do nothing (WCAG 2.1.4).
    """

    id: int
    email: str
    name: str
    role: Role
    language: Language
    created_at: datetime
    is_active: bool = True
    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    takes_leads: bool = True
    last_assigned_at: datetime | None = None
    last_seen_at: datetime | None = None
    has_second_factor: bool = False
    uses_shortcuts: bool = True

    def may(self, permission: Permission) -> bool:
        """Tell whether they may do something; nobody who was disabled may."""
        return self.is_active and may(self.role, permission)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody is away, both included; ``deputy_id`` takes their leads meanwhile."""

    staff_id: int
    first_day: date
    last_day: date
    deputy_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something: ``staff:<id>``, ``cli:<account>``, ``visitor`` or ``system``. ``staff_id`` is there for staff only."""

    name: str
    staff_id: int | None = None


SYSTEM = Actor("system")
VISITOR = Actor("visitor")


def acting(member: Member) -> Actor:
    """Return a member of staff as whoever acts."""
    return Actor(f"staff:{member.id}", member.id)
