"""Whether a person can be promised: the office is open and somebody who may take over is at the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.services.takeover import Presence

THERE = timedelta(minutes=2)
"""Who was seen within this time is at the desk; an open page of live conversations is seen every minute."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who can be promised, and by when they answer."""

    presence: Presence
    hours: OfficeHours
    minutes: int

    def is_somebody_there(self, now: datetime) -> bool:
        """Tell whether a person can be promised now. Raises StoreUnavailable."""
        return self.hours.is_open(now) and self.presence.is_anybody_there(now - THERE)

    def is_there(self, staff_id: int, now: datetime) -> bool:
        """Tell whether a member of staff is at the desk. Raises StoreUnavailable."""
        return self.presence.was_seen(staff_id, now - THERE)

    def answer_by(self, now: datetime) -> datetime:
        """Return by when a person answers."""
        return now + timedelta(minutes=self.minutes)
