"""Each message is taken once: a gateway that asks again, after a time-out or its own restart, gets the first answer."""

import asyncio
from collections import OrderedDict
from typing import Any, Awaitable, Callable, Dict, Tuple

Answer = Dict[str, Any]
KEPT = 2_000
"""So many answers are remembered, some kilobytes each; older ones have long been recorded by the gateway."""


class RecentTurns:
    """The last turns by conversation and message; one under way is joined, one that failed may be tried again."""

    def __init__(self, kept: int = KEPT) -> None:
        """Remember `kept` turns."""
        self._kept = kept
        self._turns: OrderedDict[Tuple[str, str], asyncio.Future[Answer]] = OrderedDict()

    async def take(self, conversation: str, message_id: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer to a message, taking the turn only the first time; raises what the turn raises."""
        if not message_id:
            return await turn()
        key = (conversation, message_id)
        if key not in self._turns:
            self._turns[key] = asyncio.ensure_future(turn())
            if len(self._turns) > self._kept:
                self._turns.popitem(last=False)
        taken = self._turns[key]
        try:
            # Shielded: a gateway that hangs up does not stop a turn that another one waits for.
            return await asyncio.shield(taken)
        except BaseException:
            # A gateway that hangs up just as the turn ends will ask again: only what failed is taken anew.
            if taken.done() and (taken.cancelled() or taken.exception()):
                self._turns.pop(key, None)
            raise

    def forget(self, conversation: str) -> None:
        """Forget what was said in a conversation."""
        for key in [key for key in self._turns if key[0] == conversation]:
            del self._turns[key]
