"""What the gateway does by itself every few seconds; a chore that fails is tried again at its next turn."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from frontdesk.wiring.chores import Chore
from frontdesk.wiring.logs import log_unexpected

_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def running(chores: Sequence[Chore]) -> AsyncIterator[None]:
    """Do the chores until the block ends."""
    tasks = [asyncio.create_task(_repeat(chore), name=chore.name) for chore in chores]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _repeat(chore: Chore) -> None:
    while True:
        try:
            await chore.run()
        except Exception as problem:  # noqa: BLE001  # the marked edge: one failing chore must not end the others, nor itself
            log_unexpected(_LOG, problem)
        await chore.bell.wait(chore.every_seconds)
