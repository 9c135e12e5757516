"""A signed-in browser of a member of staff."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StaffSession:
    """One signed-in browser. ``id`` is a hash of its token; ``confirmed_at`` is when nothing was left to prove."""

    id: str
    staff_id: int
    csrf_token: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    confirmed_at: datetime | None
    browser: str
