"""When the agency works: Walloon working days and office hours, in Brussels time.

Days off are the ten legal holidays of Belgium, from the holidays library, and the four more on which the administration of Wallonia is
closed (27 September, 2 and 15 November, 26 December: circular 2002/MINFP/001 of the Walloon Region, which also names the ten). A day off
that falls on a weekend moves nothing: staff take it back when they like, and the office stays open.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

ZONE = "Europe/Brussels"
_DAY = timedelta(days=1)
_SATURDAY = 5
_OF_THE_ADMINISTRATION = ((9, 27), (11, 2), (11, 15), (12, 26))


def is_working_day(day: date) -> bool:
    """Tell whether the agency works on a day."""
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


@cache
def _days_off(year: int) -> frozenset[date]:
    closed = (date(year, month, day) for month, day in _OF_THE_ADMINISTRATION)
    return frozenset((*country_holidays("BE", years=year), *closed))


def brussels_day(moment: datetime) -> date:
    """Return the day it is in Brussels at a moment."""
    return moment.astimezone(ZoneInfo(ZONE)).date()


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """From when until when the office is open on a working day. Moments go in with any zone and come out in UTC.

    Raises ValueError where it would close before it opens.
    """

    opens: time = time(9)
    closes: time = time(17)

    def __post_init__(self) -> None:
        """Check that there are hours to work in."""
        if self.opens >= self.closes:
            raise ValueError(f"an office that opens at {self.opens} cannot close at {self.closes}")

    def is_open(self, at: datetime) -> bool:
        """Tell whether the office is open; at the moment it closes it no longer is."""
        day = brussels_day(at)
        return is_working_day(day) and self.opening(day) <= at < self.closing(day)

    def opening(self, day: date) -> datetime:
        """Return when the office opens on a working day."""
        return datetime.combine(day, self.opens, ZoneInfo(ZONE)).astimezone(UTC)

    def closing(self, day: date) -> datetime:
        """Return when the office closes on a working day."""
        return datetime.combine(day, self.closes, ZoneInfo(ZONE)).astimezone(UTC)

    def next_opening(self, at: datetime) -> datetime:
        """Return ``at`` itself while the office is open, else when it opens next."""
        if self.is_open(at):
            return at.astimezone(UTC)
        day = brussels_day(at)
        if not is_working_day(day) or at >= self.closing(day):
            day = _working_day_after(day)
        return self.opening(day)

    def next_working_day(self, at: datetime) -> date:
        """Return the day whose staff see first what comes in at a moment: today while the office opens or is open, else the next one."""
        return brussels_day(self.next_opening(at))

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """Return the moment by which so many hours have been worked since ``start``; the end of a day rather than the next morning."""
        left, at = timedelta(hours=hours), self.next_opening(start)
        while (until := self.closing(brussels_day(at)) - at) < left:
            left -= until
            at = self.opening(_working_day_after(brussels_day(at)))
        return at + left

    def closing_after(self, start: datetime, days: int) -> datetime:
        """Return the end of the working day that comes so many working days after the day of ``start``, which itself does not count."""
        day = brussels_day(start)
        for _ in range(days):
            day = _working_day_after(day)
        return self.closing(day)


def _working_day_after(day: date) -> date:
    day += _DAY
    while not is_working_day(day):
        day += _DAY
    return day
