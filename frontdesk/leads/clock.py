"""What is promised to an enquirer and when staff are reminded of it, counted in the office's hours."""

from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.leads.office_hours import OfficeHours


@dataclass(frozen=True, slots=True)
class ResponseClock:
    """How long an answer, an alarm and a follow-up take.

    ``answer_days`` is how many working days after the one on which an enquiry came in a person has answered it. The alarm goes off
    ``warn_hours`` working hours before that; whoever answered looks at it again after ``follow_up_days`` working days.
    """

    hours: OfficeHours = field(default_factory=OfficeHours)
    answer_days: int = 1
    warn_hours: int = 4
    follow_up_days: int = 5

    def due_at(self, created_at: datetime) -> datetime:
        """Return when a person must have answered: the end of the last day that is promised."""
        return self.hours.closing_after(created_at, self.answer_days)

    def warns_of_what_is_due_by(self, at: datetime) -> datetime:
        """Return the latest due time whose alarm has gone off at a moment."""
        return self.hours.add_working_hours(at, self.warn_hours)

    def follow_up_at(self, answered_at: datetime, days: int | None = None) -> datetime:
        """Return when an answer is to be followed up: the end of a working day."""
        return self.hours.closing_after(answered_at, days or self.follow_up_days)
