"""How quickly failures slow the next attempt down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

REMEMBERED = timedelta(hours=24)
_FIRST, _LONGEST = timedelta(seconds=5), timedelta(minutes=15)
_MOST_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class Pace:
    """``free`` failures slow nothing down; the next makes somebody wait five seconds, each further one doubles it up to ``longest``."""

    free: int
    longest: timedelta


ACCOUNT = Pace(free=5, longest=_LONGEST)
ADDRESS = Pace(free=20, longest=_LONGEST)  # an office has one
BROWSER = Pace(free=5, longest=_LONGEST)
CODE = Pace(free=5, longest=_LONGEST)


def wait_after(failures: int, last: datetime, pace: Pace, now: datetime) -> timedelta:
    """Return how long to wait after some failures, of which the last was at ``last``."""
    if failures < pace.free:
        return timedelta(0)
    doubled = _FIRST * 2 ** min(failures - pace.free, _MOST_DOUBLINGS)
    return max(last + min(doubled, pace.longest) - now, timedelta(0))
