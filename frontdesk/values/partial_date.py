"""A date known to the year, the month or the day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_FORM = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """``2021``, ``2021-06`` or ``2021-06-30``; ordered by the earliest day it can mean.

    Raises ValueError from :meth:`parse` when the text is none of these or no real date.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 date of reduced precision."""
        match = _FORM.match(text.strip())
        if match is None:
            raise ValueError(f"not a date (YYYY, YYYY-MM or YYYY-MM-DD): {text!r}")
        year = int(match[1])
        month, day = (int(part) if part else None for part in match.groups()[1:])
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    def earliest(self) -> date:
        """Return the first day this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Return the ISO 8601 form it was read from."""
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)
