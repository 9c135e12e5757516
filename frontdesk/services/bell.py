"""Wakes whoever waits for their turn, where something has come in meanwhile."""

import asyncio


class Bell:
    """One bell for one who waits. Rung while nobody waits, it ends the next wait at once."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits. Only for callers on the event loop."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Wait until it rings, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
        self._rung.clear()
