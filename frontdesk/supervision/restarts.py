"""When a crashed process is started again, and when there is no point in it any more."""

from dataclasses import dataclass

LONG_LIFE_SECONDS = 60.0
FIRST_DELAY_SECONDS = 0.1
LONGEST_DELAY_SECONDS = 5.0
CRASHES_TO_GIVE_UP = 5


@dataclass(slots=True)
class Restarts:
    """One process's record of quick deaths. A process that lived for a minute starts with a clean record."""

    quick_deaths: int = 0

    def delay_after(self, lived_seconds: float, *, killed: bool = False) -> float | None:
        """Seconds to wait before the next start; None where the process has died of itself too often too soon.

        One that was killed from outside (by a person, or by a kernel short of memory) is always started again.
        """
        self.quick_deaths = 1 if lived_seconds >= LONG_LIFE_SECONDS else self.quick_deaths + 1
        if self.quick_deaths >= CRASHES_TO_GIVE_UP and not killed:
            return None
        if self.quick_deaths == 1:
            return FIRST_DELAY_SECONDS
        return min(2.0 ** (self.quick_deaths - 2), LONGEST_DELAY_SECONDS)
