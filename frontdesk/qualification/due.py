"""When a person must have answered: the end of the next working day in Wallonia."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_END_OF_DAY = time(17)
ZONE = "Europe/Brussels"
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)})
_AFTER_EASTER = frozenset({1, 39, 50})  # Easter Monday, Ascension Day, Whit Monday
_FIRST_DAY_OF_WEEKEND = 5


def due_at(created_at: datetime) -> datetime:
    """Return 17:00 in Brussels on the working day after the enquiry came in, as UTC."""
    zone = ZoneInfo(ZONE)
    day = created_at.astimezone(zone).date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, _END_OF_DAY, zone).astimezone(UTC)


def is_working_day(day: date) -> bool:
    """Tell whether offices in Belgium work: no weekend and none of the ten legal holidays."""
    if day.weekday() >= _FIRST_DAY_OF_WEEKEND or (day.month, day.day) in _FIXED_HOLIDAYS:
        return False
    return (day - _easter(day.year)).days not in _AFTER_EASTER


def _easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (Butcher's algorithm)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, moon = century // 4, (8 * century + 13) // 25
    epact = (19 * golden + century - skipped - moon + 15) % 30
    correction = (golden + 11 * epact) // 319
    weekday = (2 * (century % 4) + 2 * (rest // 4) - rest % 4 - epact + correction + 32) % 7
    month = (epact - correction + weekday + 90) // 25
    return date(year, month, (epact - correction + weekday + month + 19) % 32)
