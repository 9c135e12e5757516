"""How failed sign-ins slow the next ones down, without letting strangers lock anybody out.

Whoever guesses is slowed by account and by address. Somebody who signed in with this browser before carries a sealed mark of it: their
attempts are counted for that browser alone, so that a stranger's failures do not keep them waiting. A reset link always works.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from frontdesk.services.credential_ports import AttemptStore
from frontdesk.services.pace import Pace


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
            if pace is Pace.ADDRESS:
                self._attempts.take_back(key, at=at)
            else:
                self._attempts.forgive(key)
