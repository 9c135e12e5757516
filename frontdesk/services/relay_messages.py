"""A chore: what another process said is shown to whoever follows here. Several gateways may work on one database."""

from asyncio import to_thread
from collections import deque
from datetime import datetime, timedelta

from frontdesk.services.conversing import Conversing

_LAG = timedelta(seconds=10)
"""Ids of different conversations become visible out of order: what is newer than this is read again."""


class Relay:
    """Reads what was said since the last time and hands it to the audience, which shows each message once."""

    def __init__(self, conversing: Conversing) -> None:
        self._conversing = conversing
        self._marks: deque[tuple[datetime, int]] = deque()

    async def run(self) -> None:
        """Hand over what is new. Raises StoreUnavailable."""
        if not self._conversing.audience.is_followed():
            self._marks.clear()  # whoever comes catches up by themselves
            return
        now, store = self._conversing.clock.now(), self._conversing.store
        if not self._marks:
            self._marks.append((now, await to_thread(store.newest_id)))
            return
        messages = await to_thread(store.said_after, self._marks[0][1])
        for message in messages:
            self._conversing.audience.message(message.conversation_id, message)
        self._marks.append((now, max((message.id for message in messages), default=self._marks[-1][1])))
        while len(self._marks) > 1 and now - self._marks[1][0] > _LAG:
            self._marks.popleft()
