"""A period in which a project would start, in the form it is stored: '2027', '2027-H1', '2027-Q3', '2027-03', '2027-01/2027-04', 'asap'."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

ASAP = "asap"
_QUARTER, _HALF, _YEAR = 3, 6, 12
_FORM = re.compile(r"^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?(?:/(\d{4})-(\d{2}))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both ends included; ``first`` and ``last`` are (year, month)."""

    first: tuple[int, int]
    last: tuple[int, int]

    @classmethod
    def of(cls, year: int, month: int = 1, months: int = _YEAR) -> Self:
        """Return the period of so many months from the given one."""
        return cls((year, month), _plus((year, month), months - 1))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the stored form. Raises ValueError where it is none, as for 'asap'."""
        match = _FORM.match(text)
        if match is None:
            raise ValueError(f"not a period: {text!r}")
        year, month, quarter, half, last_year, last_month = (int(part) if part else 0 for part in match.groups())
        if last_year:
            return cls((year, month), (last_year, last_month))
        if quarter:
            return cls.of(year, quarter * _QUARTER - 2, _QUARTER)
        if half:
            return cls.of(year, half * _HALF - 5, _HALF)
        return cls.of(year, month, 1) if month else cls.of(year)

    def until(self, other: Self) -> "Period":
        """Return the period from the start of this one to the end of the other."""
        return Period(min(self.first, other.first), max(self.last, other.last))

    def is_over(self, today: date) -> bool:
        """Tell whether all of it lies in the past."""
        return self.last < (today.year, today.month)

    def months_ahead(self, today: date) -> int:
        """Return the months from today to its beginning; 0 where it has begun."""
        return max(0, (self.first[0] - today.year) * _YEAR + self.first[1] - today.month)

    def __str__(self) -> str:
        """Return the stored form, the shortest that says it."""
        (year, month), months = self.first, (self.last[0] - self.first[0]) * _YEAR + self.last[1] - self.first[1] + 1
        starts = month % months == 1 if 1 < months <= _YEAR else months == 1
        if months == _YEAR and month == 1:
            return f"{year}"
        if months == 1:
            return f"{year}-{month:02d}"
        if starts and months == _QUARTER:
            return f"{year}-Q{(month + 2) // _QUARTER}"
        if starts and months == _HALF:
            return f"{year}-H{(month + 5) // _HALF}"
        return f"{year}-{month:02d}/{self.last[0]}-{self.last[1]:02d}"


def _plus(start: tuple[int, int], months: int) -> tuple[int, int]:
    count = start[0] * _YEAR + start[1] - 1 + months
    return count // _YEAR, count % _YEAR + 1


def in_months(today: date, months: int) -> tuple[int, int]:
    """Return the (year, month) so many months from today."""
    return _plus((today.year, today.month), months)
