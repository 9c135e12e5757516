"""Token buckets per conversation and per address: how often somebody may ask, held in memory and bounded."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.web.errors import Problem

_IPV6_SITE_BITS = 64  # one household or office holds a whole /64
_BUCKETS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, then ``per_second``."""

    burst: float
    per_second: float


MESSAGES_PER_CONVERSATION = Rate(burst=30, per_second=1.0)
RATINGS_PER_CONVERSATION = Rate(burst=30, per_second=0.5)
TRANSCRIPTS_PER_CONVERSATION = Rate(burst=5, per_second=0.1)
FORMS_PER_ADDRESS = Rate(burst=10, per_second=0.02)
REQUESTS_PER_ADDRESS = Rate(burst=300, per_second=10.0)
CONVERSATIONS_PER_ADDRESS = Rate(burst=60, per_second=0.5)


class Limiter:
    """One bucket a key. Where ``rate`` is none, nothing is limited."""

    def __init__(self, rate: Rate | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, key: str) -> None:
        """Take one from the key's bucket. Raises Problem 429, saying when to come back, where it is empty."""
        if self._rate is None:
            return
        now = self._clock()
        held, since = self._buckets.pop(key, (self._rate.burst, now))
        held = min(self._rate.burst, held + (now - since) * self._rate.per_second)
        self._buckets[key] = (max(held - 1, 0) if held >= 1 else held, now)
        if len(self._buckets) > _BUCKETS_KEPT:
            self._buckets.popitem(last=False)
        if held < 1:
            raise too_many((1 - held) / self._rate.per_second)


def too_many(seconds: float) -> Problem:
    """Return the problem of somebody who asks too often."""
    wait = max(1, round(seconds + 0.5))
    return Problem(
        429,
        "too-many-requests",
        "Too many requests",
        f"You are sending faster than this service accepts. Please wait {wait} s.",
        headers={"Retry-After": str(wait)},
    )


def address_key(host: str | None) -> str:
    """Return whom an address stands for: itself, or its site for IPv6."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return "unknown"
    if address.version == _IPV4:
        return str(address)
    return str(ipaddress.ip_network((int(address), _IPV6_SITE_BITS), strict=False))


_IPV4 = 4
