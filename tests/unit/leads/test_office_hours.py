"""Working days, office hours and the promise counted in them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.leads.clock import ResponseClock
from frontdesk.leads.office_hours import ZONE, OfficeHours, is_working_day

HOURS = OfficeHours()
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
SPANS = st.floats(0, 200)


def brussels(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(ZONE))  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 29),  # Easter Monday
        date(2026, 4, 6),
        date(2027, 5, 6),  # Ascension Day
        date(2027, 5, 17),  # Whit Monday
        date(2027, 7, 21),
        date(2026, 11, 11),
        date(2027, 9, 27),  # Wallonia-Brussels Federation
        date(2026, 11, 2),  # All Souls
        date(2027, 11, 15),  # King's Feast
        date(2028, 12, 26),
        date(2026, 11, 22),
        date(2026, 11, 21),
    ],
)
def test_holidays_and_weekends_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 7, 11 + 1), date(2026, 12, 28), date(2026, 5, 15)])
def test_holidays_of_others_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("created", "due"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 24, 16, tzinfo=UTC)),
        (datetime(2026, 11, 27, 20, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC)),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), datetime(2026, 12, 28, 16, tzinfo=UTC)),
        (datetime(2027, 3, 26, 9, tzinfo=UTC), datetime(2027, 3, 30, 15, tzinfo=UTC)),
        (datetime(2026, 10, 30, 9, tzinfo=UTC), datetime(2026, 11, 3, 16, tzinfo=UTC)),
    ],
)
def test_answer_is_due_at_the_end_of_the_next_working_day(created: datetime, due: datetime) -> None:
    assert ResponseClock().due_at(created) == due


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (brussels(2026, 11, 23, 9), 4, brussels(2026, 11, 23, 13)),
        (brussels(2026, 11, 23, 9), 8, brussels(2026, 11, 23, 17)),
        (brussels(2026, 11, 23, 15), 4, brussels(2026, 11, 24, 11)),
        (brussels(2026, 11, 20, 16), 2, brussels(2026, 11, 23, 10)),
        (brussels(2026, 11, 21, 3), 1.5, brussels(2026, 11, 23, 10, 30)),
        (brussels(2026, 3, 27, 16), 9, brussels(2026, 3, 30, 17)),  # over the night the clocks go forward
        (brussels(2026, 12, 24, 16), 2, brussels(2026, 12, 28, 10)),
    ],
)
def test_working_hours_are_counted_over_nights_weekends_and_days_off(
    start: datetime, hours: float, end: datetime
) -> None:
    assert HOURS.add_working_hours(start, hours) == end


def test_office_is_open_from_its_opening_until_its_closing() -> None:
    assert HOURS.is_open(brussels(2026, 11, 23, 9))
    assert not HOURS.is_open(brussels(2026, 11, 23, 17))
    assert not HOURS.is_open(brussels(2026, 11, 23, 8, 59))
    assert not HOURS.is_open(brussels(2026, 11, 22, 12))


def test_other_hours_are_kept() -> None:
    late = OfficeHours(time(10, 30), time(18))
    assert late.next_opening(brussels(2026, 11, 23, 6)) == brussels(2026, 11, 23, 10, 30)
    assert ResponseClock(late, answer_days=2).due_at(brussels(2026, 11, 23, 6)) == brussels(2026, 11, 25, 18)


def test_office_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot close"):
        OfficeHours(time(17), time(9))


@given(at=MOMENTS)
def test_next_opening_is_a_moment_the_office_is_open_and_none_before_it_is(at: datetime) -> None:
    opening = HOURS.next_opening(at)
    assert HOURS.is_open(opening)
    assert opening >= at
    assert opening == at or not HOURS.is_open(opening - timedelta(seconds=1))
    assert HOURS.next_opening(opening) == opening


@given(start=MOMENTS, first=SPANS, second=SPANS)
def test_hours_added_one_after_another_are_hours_added_at_once(start: datetime, first: float, second: float) -> None:
    once = HOURS.add_working_hours(start, first + second)
    twice = HOURS.add_working_hours(HOURS.add_working_hours(start, first), second)
    assert abs(HOURS.next_opening(once) - HOURS.next_opening(twice)) < timedelta(seconds=1)


@given(start=MOMENTS, hours=SPANS)
def test_time_that_passes_is_never_less_than_the_hours_worked(start: datetime, hours: float) -> None:
    end = HOURS.add_working_hours(start, hours)
    assert end - start >= timedelta(hours=hours)
    assert is_working_day(end.astimezone(ZoneInfo(ZONE)).date())


@given(created=MOMENTS)
def test_promise_ends_a_working_day_that_begins_after_the_enquiry_came_in(created: datetime) -> None:
    clock = ResponseClock()
    due = clock.due_at(created)
    local = due.astimezone(ZoneInfo(ZONE))
    assert local.time() == time(17)
    assert is_working_day(local.date())
    assert local.date() > created.astimezone(ZoneInfo(ZONE)).date()
    assert HOURS.opening(local.date()) > created


@given(created=MOMENTS)
def test_alarm_goes_off_inside_the_promise(created: datetime) -> None:
    clock = ResponseClock()
    due = clock.due_at(created)
    assert clock.warns_of_what_is_due_by(due - timedelta(hours=4)) >= due
    assert clock.warns_of_what_is_due_by(due - timedelta(hours=4, seconds=1)) < due
