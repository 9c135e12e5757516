"""How quickly failures slow the next attempt down."""

from datetime import datetime, timedelta
from enum import StrEnum

REMEMBERED = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=15)
_FIRST_WAIT = timedelta(seconds=5)
_MOST_DOUBLINGS = 20
_FREE = 5
_FREE_FOR_AN_ADDRESS = 20  # an office has one


class Pace(StrEnum):
    """What is counted: attempts on an account, from a network address, from a browser that is known, at a code or a password once in."""

    ACCOUNT = "account"
    ADDRESS = "address"
    BROWSER = "browser"
    CODE = "code"

    @property
    def free(self) -> int:
        """How many failures slow nothing down."""
        return _FREE_FOR_AN_ADDRESS if self is Pace.ADDRESS else _FREE


def wait_after(failures: int, last: datetime, pace: Pace, now: datetime) -> timedelta:
    """Return how long to wait after failures of which the last was at ``last``: five seconds, then twice as long each time."""
    if failures < pace.free:
        return timedelta(0)
    doubled: timedelta = _FIRST_WAIT * 2 ** min(failures - pace.free, _MOST_DOUBLINGS)
    return max(last + min(doubled, LONGEST_WAIT) - now, timedelta(0))
