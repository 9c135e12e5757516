"""Periods begin and end where people expect, and are compared with as many days."""

from datetime import UTC, date, datetime

import pytest

from frontdesk.services.days import Days
from frontdesk.services.insight_period import Asked, Span, chosen_period, named_period
from frontdesk.web.desk.insight_columns import columns

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("span", "today", "days", "before"),
    [
        (Span.WEEK, MONDAY, (MONDAY, MONDAY), (date(2026, 11, 16), date(2026, 11, 16))),
        (Span.WEEK, WEDNESDAY, (MONDAY, WEDNESDAY), (date(2026, 11, 16), date(2026, 11, 18))),
        (Span.FOUR_WEEKS, MONDAY, (date(2026, 10, 27), MONDAY), (date(2026, 9, 29), date(2026, 10, 26))),
        (Span.QUARTER, MONDAY, (date(2026, 10, 1), MONDAY), (date(2026, 7, 1), date(2026, 8, 23))),
        (Span.QUARTER, date(2026, 1, 1), (date(2026, 1, 1),) * 2, (date(2025, 10, 1),) * 2),
        (
            Span.QUARTER,
            date(2026, 12, 31),
            (date(2026, 10, 1), date(2026, 12, 31)),
            (date(2026, 7, 1), date(2026, 9, 30)),
        ),
        (Span.YEAR, MONDAY, (date(2026, 1, 1), MONDAY), (date(2025, 1, 1), date(2025, 11, 23))),
    ],
)
def test_a_named_period_runs_until_today_and_is_compared_with_as_much_before(
    span: Span, today: date, days: tuple[date, date], before: tuple[date, date]
) -> None:
    found = named_period(span, today)
    assert (found.days, found.before) == (Days(*days), Days(*before))


def test_chosen_days_are_compared_with_as_many_before() -> None:
    found = chosen_period(Asked("days", "2026-11-10", "2026-11-12"), MONDAY)
    assert (found.days, found.before) == (
        Days(date(2026, 11, 10), date(2026, 11, 12)),
        Days(date(2026, 11, 7), date(2026, 11, 9)),
    )


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("", "", ""),
        ("decade", "", ""),
        ("days", "yesterday", "2026-11-01"),
        ("days", "2026-11-12", "2026-11-10"),
        ("days", "0001-01-01", "2026-11-10"),
        ("days", "2027-01-01", "2027-02-01"),
    ],
)
def test_what_makes_no_sense_is_four_weeks(span: str, first: str, last: str) -> None:
    assert chosen_period(Asked(span, first, last), MONDAY) == named_period(Span.FOUR_WEEKS, MONDAY)


def test_days_begin_at_midnight_in_brussels_also_when_the_clocks_change() -> None:
    spring = Days(date(2026, 3, 29), date(2026, 3, 29))
    assert (spring.since, spring.until) == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )


def test_days_are_added_up_so_that_columns_have_room() -> None:
    year = list(Days(date(2026, 1, 1), date(2026, 12, 31)))
    found = columns([(day, 1) for day in year], [2] * len(year))
    assert [column.count for column in found[:3]] == [31, 28, 31]
    assert len(found) == 12
    assert sum(column.earlier or 0 for column in found) == 730
    quarter = columns([(day, 1) for day in year[:92]], [])
    assert (len(quarter), sum(column.count for column in quarter), quarter[0].earlier) == (14, 92, None)
    assert len(columns([(day, 1) for day in year[:28]], [])) == 28
    assert columns([], []) == ()


def test_days_that_were_changed_are_meant_whatever_the_span_beside_them_says() -> None:
    shown = "2026-10-27/2026-11-23"
    assert chosen_period(Asked("quarter", "2026-10-27", "2026-11-23", shown), MONDAY).span is Span.QUARTER
    changed = chosen_period(Asked("four_weeks", "2026-11-01", "2026-11-23", shown), MONDAY)
    assert (changed.span, changed.days) == (Span.DAYS, Days(date(2026, 11, 1), MONDAY))
