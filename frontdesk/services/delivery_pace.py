"""When a failed delivery is tried again, and when it is given up."""

from datetime import timedelta

from frontdesk.services.delivery import Prospect

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
LONGEST_ASKED = timedelta(days=1)  # a receiver that asks for more is asked again after a day
MOST_ATTEMPTS = {
    Prospect.TEMPORARY: 30,  # the last one four to five days after the first, a long weekend
    Prospect.DOUBTFUL: 14,  # the last one more than a day after the first: a proxy may say "not found" while what is behind it is down
    Prospect.HOPELESS: 1,
}


def wait_after(attempt: int, *, chance: float, asked: timedelta | None = None) -> timedelta:
    """Return how long to wait after an attempt that failed: twice as long each time, up to a quarter less by chance.

    ``chance`` is between 0 and 1; it keeps deliveries that failed together from coming back together. What the receiver asked for
    (Retry-After) is the least.
    """
    doubled = min(FIRST_WAIT * (1 << min(attempt - 1, 20)), LONGEST_WAIT)
    return max(doubled * (1 - chance / 4), min(asked or timedelta(0), LONGEST_ASKED))


def is_last(attempt: int, prospect: Prospect) -> bool:
    """Tell whether no attempt follows this one."""
    return attempt >= MOST_ATTEMPTS[prospect]
