"""Who follows which conversation over server-sent events: in this process, bounded, and never slower than the slowest reader."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from frontdesk.services.transcript import Author, Message
from frontdesk.web.gateway.limits import too_many

_LISTENERS = 1000
_LISTENERS_PER_CONVERSATION = 5
_EVENTS_WAITING = 100


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is writing, or no longer."""

    active: bool
    author: Author = Author.ASSISTANT


@dataclass(frozen=True, slots=True)
class Ended:
    """There will be no more events."""

    erased: bool


type Event = Message | Typing | Ended


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream. Whoever does not read is let go: on coming back, Last-Event-ID brings what was missed."""

    events: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(_EVENTS_WAITING))

    def tell(self, event: Event) -> None:
        """Queue an event; where the queue is full, drop it and end the stream."""
        try:
            self.events.put_nowait(event)
        except asyncio.QueueFull:
            while not self.events.empty():
                self.events.get_nowait()
            self.events.put_nowait(Ended(erased=False))


class Hub:
    """Fills the port Audience. Belongs to one event loop."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self.count = 0

    @contextmanager
    def listening(self, conversation_id: str) -> Iterator[Listener]:
        """Follow a conversation. Raises Problem 429 where too many do."""
        if self.count >= _LISTENERS or len(self._listeners.get(conversation_id, ())) >= _LISTENERS_PER_CONVERSATION:
            raise too_many(30)
        listener = Listener()
        self._listeners[conversation_id].add(listener)
        self.count += 1
        try:
            yield listener
        finally:
            self.count -= 1
            self._listeners[conversation_id].discard(listener)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]

    def message(self, conversation_id: str, message: Message) -> None:
        """Show a message to everybody who follows."""
        self._tell(conversation_id, message)

    def typing(self, conversation_id: str, *, active: bool, author: Author = Author.ASSISTANT) -> None:
        """Show that somebody is writing, or no longer."""
        self._tell(conversation_id, Typing(active, author))

    def ended(self, conversation_id: str) -> None:
        """Let go of everybody who follows an erased conversation."""
        self._tell(conversation_id, Ended(erased=True))

    def close(self) -> None:
        """Let go of everybody: the process is about to stop."""
        for conversation_id in list(self._listeners):
            self._tell(conversation_id, Ended(erased=False))

    def _tell(self, conversation_id: str, event: Event) -> None:
        for listener in tuple(self._listeners.get(conversation_id, ())):
            listener.tell(event)
