"""Tells whether a question would be answered: database, Rasa with a warm model, action server. Asked at most four times a second."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

type Check = Callable[[], Awaitable[bool]]

_FRESH_SECONDS = 0.25


class Readiness:
    """Runs the checks side by side and keeps their answers for a moment."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._lock = asyncio.Lock()
        self._answers: dict[str, bool] = {}
        self._asked_at = float("-inf")

    async def answers(self) -> dict[str, bool]:
        """Return the answer of each check."""
        async with self._lock:
            if time.monotonic() - self._asked_at >= _FRESH_SECONDS:
                found = await asyncio.gather(*(check() for check in self._checks.values()))
                self._answers = dict(zip(self._checks, found, strict=True))
                self._asked_at = time.monotonic()
            return self._answers
