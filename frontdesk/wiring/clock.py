"""The clock of this machine."""

from datetime import UTC, datetime


class SystemClock:
    """Fills the port Clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)
