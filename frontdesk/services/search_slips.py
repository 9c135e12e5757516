"""What somebody searched for, kept under a slip: the address of the result names the slip and never what was searched for.

Slips live in the memory of one process, for as long as a working day and for whoever searched only (OWASP ASVS 5.0, 14.2.1).
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from frontdesk.services.ports import Clock

LONGEST_SEARCH = 200
MOST_SLIPS = 5_000
_KEPT = timedelta(hours=12)
_RANDOM_BYTES = 9


@dataclass(frozen=True, slots=True)
class _Slip:
    staff_id: int
    text: str
    until: datetime


class SearchSlips:
    """Gives slips out and takes them back. Safe to be used by several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._slips: OrderedDict[str, _Slip] = OrderedDict()
        self._lock = Lock()

    def keep(self, staff_id: int, text: str) -> str:
        """Keep what somebody searched for and return its slip; the oldest slip goes where there are too many."""
        name = secrets.token_urlsafe(_RANDOM_BYTES)
        with self._lock:
            self._slips[name] = _Slip(staff_id, text[:LONGEST_SEARCH], self._clock.now() + _KEPT)
            while len(self._slips) > MOST_SLIPS:
                self._slips.popitem(last=False)
        return name

    def text(self, staff_id: int, slip: str) -> str | None:
        """Return what somebody searched for; none where the slip is not theirs, too old or lost with its process."""
        with self._lock:
            found = self._slips.get(slip)
        valid = found is not None and found.staff_id == staff_id and found.until > self._clock.now()
        return found.text if valid and found else None
