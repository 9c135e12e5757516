"""A message that arrives twice is taken once."""

import asyncio
from typing import Any, Dict, List

import pytest

from bot.channels.recent_turns import RecentTurns


class Dialogue:
    """Counts the turns it takes; fails the first `failures` times."""

    def __init__(self, failures: int = 0) -> None:
        self.taken: List[int] = []
        self._failures = failures

    async def __call__(self) -> Dict[str, Any]:
        self.taken.append(len(self.taken))
        await asyncio.sleep(0.01)
        if len(self.taken) <= self._failures:
            raise RuntimeError("not this time")
        return {"turn": len(self.taken)}


def test_a_message_sent_again_gets_its_first_answer() -> None:
    dialogue, turns = Dialogue(), RecentTurns()

    async def twice() -> List[Dict[str, Any]]:
        return [await turns.take("a", "1", dialogue), await turns.take("a", "1", dialogue)]

    assert asyncio.run(twice()) == [{"turn": 1}, {"turn": 1}]


def test_a_message_sent_again_while_its_turn_is_under_way_joins_it() -> None:
    dialogue, turns = Dialogue(), RecentTurns()

    async def at_once() -> List[Dict[str, Any]]:
        return list(await asyncio.gather(*(turns.take("a", "1", dialogue) for _ in range(5))))

    assert asyncio.run(at_once()) == [{"turn": 1}] * 5
    assert dialogue.taken == [0]


def test_a_turn_that_failed_may_be_tried_again() -> None:
    dialogue, turns = Dialogue(failures=1), RecentTurns()

    async def again() -> Dict[str, Any]:
        with pytest.raises(RuntimeError):
            await turns.take("a", "1", dialogue)
        return await turns.take("a", "1", dialogue)

    assert asyncio.run(again()) == {"turn": 2}


@pytest.mark.parametrize("steps", range(8))
def test_hanging_up_as_the_turn_ends_loses_no_answer(steps: int) -> None:
    dialogue, turns = Dialogue(), RecentTurns()

    async def hung_up() -> Dict[str, Any]:
        finish = asyncio.Event()

        async def held() -> Dict[str, Any]:
            await finish.wait()
            return {"turn": "the first"}

        waiting = asyncio.ensure_future(turns.take("a", "1", held))
        await asyncio.sleep(0.01)
        finish.set()
        for _ in range(steps):  # one round of the event loop each
            await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return await turns.take("a", "1", dialogue)

    assert asyncio.run(hung_up()) == {"turn": "the first"}
    assert dialogue.taken == []


def test_other_messages_conversations_and_nameless_ones_are_taken() -> None:
    dialogue, turns = Dialogue(), RecentTurns()

    async def four() -> None:
        for conversation, message in (("a", "1"), ("a", "2"), ("b", "1"), ("b", ""), ("b", "")):
            await turns.take(conversation, message, dialogue)

    asyncio.run(four())
    assert len(dialogue.taken) == 5


def test_old_turns_and_those_of_an_erased_conversation_are_forgotten() -> None:
    dialogue, turns = Dialogue(), RecentTurns(kept=1)

    async def forgetful() -> None:
        await turns.take("a", "1", dialogue)
        await turns.take("b", "1", dialogue)
        await turns.take("a", "1", dialogue)
        turns.forget("a")
        await turns.take("a", "1", dialogue)

    asyncio.run(forgetful())
    assert len(dialogue.taken) == 4
