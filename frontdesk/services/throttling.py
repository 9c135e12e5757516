"""How failed sign-ins slow the next ones down, without letting strangers lock anybody out.

Whoever guesses is slowed by account and by address. Somebody who signed in with this browser before carries a sealed mark of it: their
attempts are counted for that browser alone, so that a stranger's failures do not keep them waiting. A reset link always works.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from frontdesk.services.credential_ports import AttemptStore, Pace

REMEMBERED = timedelta(hours=24)
_FIRST, _LONGEST = timedelta(seconds=5), timedelta(minutes=15)
ACCOUNT = Pace(free=5, longest=_LONGEST)
ADDRESS = Pace(free=20, longest=_LONGEST)  # an office has one
BROWSER = Pace(free=5, longest=_LONGEST)
CODE = Pace(free=5, longest=_LONGEST)
_MOST_DOUBLINGS = 20


def wait_after(failures: int, last: datetime, pace: Pace, now: datetime) -> timedelta:
    """Return how long to wait after some failures, of which the last was at ``last``."""
    if failures < pace.free:
        return timedelta(0)
    doubled = _FIRST * 2 ** min(failures - pace.free, _MOST_DOUBLINGS)
    return max(last + min(doubled, pace.longest) - now, timedelta(0))


def key_of(kind: str, of: str) -> str:
    """Return what an account, address or browser is kept under: addresses are not to be read from the table."""
    return hashlib.sha256(f"{kind}:{of}".encode("utf-8", "surrogatepass")).hexdigest()


class Throttle:
    """Asks before an attempt and tells afterwards how it went."""

    def __init__(self, attempts: AttemptStore) -> None:
        self._attempts = attempts

    def begin(self, paces: Mapping[str, Pace], at: datetime) -> timedelta:
        """Return zero where an attempt may be looked at, else how long to wait."""
        return self._attempts.begin(paces, at=at)

    def succeeded(self, paces: Mapping[str, Pace], at: datetime) -> None:
        """Forget the failures of an account or browser; an address, where others guess too, only loses this attempt."""
        for key, pace in paces.items():
            if pace is ADDRESS:
                self._attempts.take_back(key, at=at)
            else:
                self._attempts.forgive(key)
