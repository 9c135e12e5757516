"""Who follows which conversation over server-sent events: in this process, bounded, and never slower than the slowest reader."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from frontdesk.services.transcript import Author, Message
from frontdesk.web.limits import too_many

_LISTENERS = 1000
_LISTENERS_PER_CONVERSATION = 5
_WATCHERS = 200
_EVENTS_WAITING = 100
_TOLD_KEPT = 5000


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is writing, or no longer."""

    active: bool
    author: Author = Author.ASSISTANT


@dataclass(frozen=True, slots=True)
class Ended:
    """There will be no more events."""

    erased: bool


@dataclass(frozen=True, slots=True)
class Stirred:
    """Something happened in some conversation; for who watches all of them."""

    conversation_id: str


type Event = Message | Typing | Ended | Stirred


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
    """Fills the port Audience. Belongs to one event loop.

    Visitors listen to their conversation; staff watch one, or all of them. A message is told once, however often it is handed in.
    """

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._watchers: defaultdict[str | None, set[Listener]] = defaultdict(set)
        self._told: OrderedDict[int, None] = OrderedDict()
        self.count = 0

    @contextmanager
    def listening(self, conversation_id: str) -> Iterator[Listener]:
        """Follow a conversation as its visitor. Raises Problem 429 where too many do."""
        if self.count >= _LISTENERS or len(self._listeners.get(conversation_id, ())) >= _LISTENERS_PER_CONVERSATION:
            raise too_many(30)
        self.count += 1
        try:
            with _among(self._listeners, conversation_id) as listener:
                yield listener
        finally:
            self.count -= 1

    @contextmanager
    def watching(self, conversation_id: str | None = None) -> Iterator[Listener]:
        """Follow a conversation, or what stirs in any, as staff. Raises Problem 429 where too many do."""
        if sum(map(len, self._watchers.values())) >= _WATCHERS:
            raise too_many(30)
        with _among(self._watchers, conversation_id) as listener:
            yield listener

    def is_followed(self) -> bool:
        """Tell whether anybody follows anything."""
        return bool(self._listeners or self._watchers)

    def message(self, conversation_id: str, message: Message) -> None:
        """Show a message to everybody who follows."""
        if message.id in self._told:
            return
        self._told[message.id] = None
        if len(self._told) > _TOLD_KEPT:
            self._told.popitem(last=False)
        self._tell(conversation_id, message)

    def typing(self, conversation_id: str, *, active: bool, author: Author = Author.ASSISTANT) -> None:
        """Show that somebody is writing, or no longer; visitors are not told of themselves."""
        event = Typing(active, author)
        theirs = () if author is Author.VISITOR else self._listeners.get(conversation_id, ())
        for listener in (*theirs, *self._watchers.get(conversation_id, ())):
            listener.tell(event)

    def ended(self, conversation_id: str) -> None:
        """Let go of everybody who follows an erased conversation."""
        self._tell(conversation_id, Ended(erased=True))

    def close(self) -> None:
        """Let go of everybody: the process is about to stop."""
        everybody = [*self._listeners.values(), *self._watchers.values()]
        for listener in [listener for listeners in everybody for listener in listeners]:
            listener.tell(Ended(erased=False))

    def _tell(self, conversation_id: str, event: Event) -> None:
        theirs = (*self._listeners.get(conversation_id, ()), *self._watchers.get(conversation_id, ()))
        for listener in theirs:
            listener.tell(event)
        for listener in tuple(self._watchers.get(None, ())):
            listener.tell(Stirred(conversation_id))


@contextmanager
def _among[K](followers: defaultdict[K, set[Listener]], key: K) -> Iterator[Listener]:
    listener = Listener()
    followers[key].add(listener)
    try:
        yield listener
    finally:
        followers[key].discard(listener)
        if not followers[key]:
            del followers[key]
