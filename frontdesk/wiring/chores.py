"""What an installation does by itself: each chore with how often it is due."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done again and again. ``run`` may fail and must be safe to run in several processes at once."""

    name: str
    every_seconds: float
    run: Callable[[], Awaitable[object]]
