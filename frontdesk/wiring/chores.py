"""What an installation does by itself: each chore with how often it is due."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from frontdesk.services.bell import Bell


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done again and again. ``run`` may fail and must be safe to run in several processes at once.

    Where its ``bell`` rings it is due at once.
    """

    name: str
    every_seconds: float
    run: Callable[[], Awaitable[object]]
    bell: Bell = field(default_factory=Bell)
