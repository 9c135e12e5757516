"""The days figures are about, and the days before that they are compared with."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.services.days import Days

_WEEK = timedelta(days=7)
LONGEST = timedelta(days=366 * 5)


class Span(StrEnum):
    """The periods one can choose by name."""

    WEEK = "week"  # from Monday to today, against the same days of last week
    FOUR_WEEKS = "four_weeks"
    QUARTER = "quarter"  # from its first day to today, against as much of the quarter before
    YEAR = "year"
    DAYS = "days"  # from a day to a day


@dataclass(frozen=True, slots=True)
class Period:
    """Days, and as many days before to compare them with."""

    span: Span
    days: Days
    before: Days


def named_period(span: Span, today: date) -> Period:
    """Return the period of a name as it is today; four weeks for DAYS, which names none."""
    match span:
        case Span.WEEK:
            days = Days(today - timedelta(days=today.weekday()), today)
            return Period(span, days, Days(days.first - _WEEK, days.last - _WEEK))
        case Span.QUARTER:
            first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
            return Period(span, Days(first, today), _as_long(_months_before(first, 3), first, today))
        case Span.YEAR:
            first = date(today.year, 1, 1)
            return Period(span, Days(first, today), _as_long(date(today.year - 1, 1, 1), first, today))
        case _:
            days = Days(today - 4 * _WEEK + timedelta(days=1), today)
            return Period(Span.FOUR_WEEKS, days, days.before)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the chooser of the page sent; ``shown`` are the days it showed, "2026-10-27/2026-11-23"."""

    span: str = ""
    first: str = ""
    last: str = ""
    shown: str = ""


def chosen_period(asked: Asked, today: date) -> Period:
    """Return what is asked for: days that were changed rather than the span beside them; four weeks where nothing makes sense."""
    first, last = asked.first, asked.last
    is_changed = bool(asked.shown) and f"{first}/{last}" != asked.shown
    span = Span.DAYS.value if is_changed else asked.span
    named = Span(span) if span in set(Span) else Span.FOUR_WEEKS
    if named is not Span.DAYS:
        return named_period(named, today)
    try:
        days = Days(date.fromisoformat(first), min(date.fromisoformat(last), today))
        too_long = days.last - days.first > LONGEST
        return named_period(Span.FOUR_WEEKS, today) if too_long else Period(named, days, days.before)
    except (ValueError, OverflowError):
        return named_period(Span.FOUR_WEEKS, today)


def _as_long(start: date, first: date, last: date) -> Days:
    """As many days from ``start`` on, but none of those they are compared with."""
    return Days(start, min(start + (last - first), first - timedelta(days=1)))


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
