"""The columns of a chart over time: a day each as long as there is room, then a week or a month each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS, _WEEKS = 35, 30


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted from a day on. ``earlier`` is the count of the period before, where it had such days."""

    first: date
    last: date
    count: int
    earlier: int | None


def columns(days: Sequence[tuple[date, int]], before: Sequence[int]) -> tuple[Column, ...]:
    """Add days up so that there is room for every column."""
    if not days:
        return ()
    start = _start_of(len(days))
    grouped: dict[date, list[tuple[date, int, int | None]]] = {}
    for place, (day, count) in enumerate(days):
        earlier = before[place] if place < len(before) else None
        grouped.setdefault(start(day), []).append((day, count, earlier))
    return tuple(_column(some) for some in grouped.values())


def _column(days: Sequence[tuple[date, int, int | None]]) -> Column:
    earlier = [count for *_, count in days if count is not None]
    return Column(days[0][0], days[-1][0], sum(count for _, count, _ in days), sum(earlier) if earlier else None)


def _start_of(length: int) -> Callable[[date], date]:
    if length <= _DAYS:
        return lambda day: day
    if length <= _WEEKS * 7:
        return lambda day: day - timedelta(days=day.weekday())
    return lambda day: day.replace(day=1)
