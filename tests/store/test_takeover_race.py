"""While a person holds a conversation the assistant is silent, however visitors, staff, chores and a slow Rasa come in each other's way."""

import asyncio
import logging
import multiprocessing
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from frontdesk.store import conversation_store
from frontdesk.store.session import Database
from tests.store.takeover_race import Played, Race, run_many

pytestmark = pytest.mark.store

INTERLEAVINGS = 10_000
_CHUNK = 500
_PROCESSES = 2
_CONVERSATIONS = 60


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Rasa fails on purpose, thousands of times."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
def test_the_assistant_is_silent_in_ten_thousand_interleavings() -> None:
    whole, first = Played(), 0
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=spawn, initializer=logging.disable) as pool:
        while len(whole.traces) < INTERLEAVINGS and not whole.wrong:
            parts = [range(first + part * _CHUNK, first + (part + 1) * _CHUNK) for part in range(_PROCESSES)]
            first += _CHUNK * _PROCESSES
            for played in pool.map(run_many, parts):
                whole.traces |= played.traces
                whole.wrong |= played.wrong
    assert whole.wrong == {}
    assert len(whole.traces) >= INTERLEAVINGS


def test_the_race_finds_an_assistant_that_is_not_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation_store, "is_for_person", lambda *_: False)
    found = [line for lines in run_many(range(200)).wrong.values() for line in lines]
    assert any("while a person held the conversation" in line for line in found)


class Chance(ThreadPoolExecutor):
    """Lets chance and the real threads decide what comes next."""

    def __init__(self, seed: int) -> None:
        super().__init__(8)
        self.random = random.Random(seed)

    async def wait(self, _name: str) -> None:
        """Take a moment."""
        await asyncio.sleep(self.random.uniform(0, 0.05))


def test_the_assistant_is_silent_on_a_real_database_with_real_threads(database: Database) -> None:
    with Chance(seed=7) as chance:
        races = [Race(database, chance) for _ in range(_CONVERSATIONS)]

        async def everything() -> None:
            asyncio.get_running_loop().set_default_executor(chance)
            scenes: list[Any] = [scene for race in races for scene in race.scenes()]
            await asyncio.gather(*scenes)

        with asyncio.Runner() as runner:
            runner.run(everything())
    assert [violation for race in races for violation in race.violations()] == []
