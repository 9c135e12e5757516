"""A share of successes with its uncertainty."""

from dataclasses import dataclass
from math import sqrt

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total``. An empty share counts as 0 with an interval from 0 to 1."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """Return the share, 0 to 1."""
        return self.hits / self.total if self.total else 0.0

    def interval(self) -> tuple[float, float]:
        """Return the 95 % confidence interval after Wilson (1927)."""
        if not self.total:
            return (0.0, 1.0)
        n, p = self.total, self.value
        centre = (p + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
        half = _Z95 / (1 + _Z95**2 / n) * sqrt(p * (1 - p) / n + _Z95**2 / (4 * n**2))
        return (centre - half, centre + half)

    def __str__(self) -> str:
        """Return the share in per cent with its interval."""
        low, high = self.interval()
        return f"{100 * self.value:5.1f} % [{100 * low:.1f}–{100 * high:.1f}] of {self.total}"
