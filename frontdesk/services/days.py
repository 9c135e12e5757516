"""Days as the agency counts them: from midnight to midnight in Brussels, also when the clocks change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.leads.office_hours import ZONE

_DAY = timedelta(days=1)


def start_of(day: date) -> datetime:
    """Return the moment a day begins in Brussels, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(ZONE)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends after it begins")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + _DAY * number for number in range(len(self)))

    @property
    def since(self) -> datetime:
        """The moment the first day begins."""
        return start_of(self.first)

    @property
    def until(self) -> datetime:
        """The moment after the last day."""
        return start_of(self.last + _DAY)

    @property
    def before(self) -> "Days":
        """As many days right before."""
        return Days(self.first - _DAY * len(self), self.first - _DAY)
