"""A bell: whoever waits wakes when it rings, and no ring is lost."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from frontdesk.services.bell import Bell

LONG = 600.0  # seconds that no test waits


def run(told: Coroutine[Any, Any, bool]) -> bool:
    return asyncio.run(asyncio.wait_for(told, 20))


def test_whoever_waits_wakes_when_it_rings() -> None:
    async def story() -> bool:
        bell = Bell()
        waiting = asyncio.create_task(bell.wait(LONG))
        await asyncio.sleep(0)
        bell.ring()
        await waiting
        return waiting.done()

    assert run(story())


def test_a_ring_that_nobody_heard_ends_the_next_wait_and_no_other() -> None:
    async def story() -> bool:
        bell = Bell()
        bell.ring()
        bell.ring()
        await bell.wait(LONG)
        after = asyncio.create_task(bell.wait(LONG))
        await asyncio.sleep(0.05)
        is_waiting = not after.done()
        after.cancel()
        return is_waiting

    assert run(story())


def test_without_a_ring_the_wait_ends_by_itself() -> None:
    async def story() -> bool:
        await Bell().wait(0.01)
        return True

    assert run(story())
