"""The promise of an installation, from its settings."""

from frontdesk.leads.clock import ResponseClock
from frontdesk.leads.office_hours import OfficeHours
from frontdesk.settings import Settings


def response_clock(settings: Settings) -> ResponseClock:
    """Return within what time enquiries are answered."""
    return ResponseClock(
        hours=OfficeHours(settings.office_opens, settings.office_closes),
        answer_days=settings.answer_days,
        warn_hours=settings.warn_hours,
        follow_up_days=settings.follow_up_days,
    )
