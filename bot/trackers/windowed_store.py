"""The tracker store: a conversation's two thousandth message costs what its tenth does."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Callable, Dict, Iterable, List, Optional, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import declarative_base, sessionmaker

from bot.settings import tracker_url
from bot.trackers.event_queries import EventQueries

Result = TypeVar("Result")
Base = declarative_base()

TURNS = 20
BUSY_MILLISECONDS = 5000
POSTGRESQL_THREADS = 4
FORGOTTEN_KEYS = ("text_tokens", "intent_ranking", "fact_ranking")
"""Of what a message was read as; only the actions of its own turn need them, and they are most of its size."""


class StoredEvent(Base):  # type: ignore[valid-type,misc]
    """One event of one conversation, as Rasa's own SQL store keeps it."""

    __tablename__ = "events"
    __table_args__ = (
        sa.Index("events_by_conversation", "sender_id", "id"),
        sa.Index("events_by_type", "sender_id", "type_name", "id"),
        sa.Index("events_by_name", "sender_id", "type_name", "action_name", "id"),
    )

    id = sa.Column(sa.Integer, sa.Sequence("events_id_seq"), primary_key=True)
    sender_id = sa.Column(sa.String(255), nullable=False)
    type_name = sa.Column(sa.String(255), nullable=False)
    timestamp = sa.Column(sa.Float)
    intent_name = sa.Column(sa.String(255))
    action_name = sa.Column(sa.String(255))
    data = sa.Column(sa.Text)


class WindowedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps every event, loads the last turns; works in threads of its own, so that a slow disk stops nobody else."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        url: Optional[str] = None,
        turns: int = TURNS,
        **kwargs: Any,
    ) -> None:
        """Open the database at `url`, by default the one in the environment, and create its table where it is new."""
        super().__init__(domain, event_broker, **kwargs)
        self._turns = int(turns)
        self.engine = open_engine(url or tracker_url())
        Base.metadata.create_all(self.engine)
        self._sessions = sessionmaker(bind=self.engine)
        self._queries = EventQueries(StoredEvent)
        # SQLite has one writer anyway; its connection stays in the one thread that uses it.
        threads = 1 if self.engine.dialect.name == "sqlite" else POSTGRESQL_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="tracker-store")

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return the conversation as its last turns and what still holds from before; None for an unknown one."""
        return await self._tracker(sender_id, partial(self._queries.recent, sender_id=sender_id, turns=self._turns))

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """Return the conversation with every event."""
        return await self._tracker(conversation_id, partial(self._queries.all_of, sender_id=conversation_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events since loading, all or none of them."""
        await self.stream_events(tracker)
        events = list(tracker.events)[getattr(tracker, "stored_events", 0) :]
        rows = [_row(tracker.sender_id, event) for event in events]
        if rows:
            await self._in_thread(partial(self._append, rows))
        tracker.stored_events = len(tracker.events)

    async def forget(self, sender_id: str) -> int:
        """Delete every event of a conversation; returns how many there were."""
        return await self._in_thread(partial(self._delete, sender_id))

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return await self._in_thread(self._all_ids)

    def close(self) -> None:
        """Wait for what is being written and close the database."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()

    async def _tracker(self, sender_id: str, query: Callable[..., List[str]]) -> Optional[DialogueStateTracker]:
        events = await self._in_thread(partial(self._read, query))
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        tracker.stored_events = len(tracker.events)
        return tracker

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _read(self, query: Callable[..., List[str]]) -> List[Dict[str, Any]]:
        with self._sessions() as session:
            return [json.loads(data) for data in query(session)]

    def _append(self, rows: List[Dict[str, Any]]) -> None:
        with self._sessions.begin() as session:
            session.execute(sa.insert(StoredEvent), rows)

    def _delete(self, sender_id: str) -> int:
        with self._sessions.begin() as session:
            count = int(session.execute(sa.delete(StoredEvent).where(StoredEvent.sender_id == sender_id)).rowcount)
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                # what was deleted does not stay readable in the write-ahead log
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    def _all_ids(self) -> List[str]:
        with self._sessions() as session:
            return [sender_id for (sender_id,) in session.query(StoredEvent.sender_id).distinct()]


def open_engine(url: str) -> sa.engine.Engine:
    """Return an engine for SQLite, which survives a crash without waiting for the disk at each message, or PostgreSQL."""
    address = sa.engine.make_url(url)
    if not address.drivername.startswith("sqlite"):
        # the application may say postgresql+psycopg, which SQLAlchemy 1.4 does not know
        address = address.set(drivername="postgresql+psycopg2")
        return sa.create_engine(address, pool_size=POSTGRESQL_THREADS, max_overflow=0, pool_pre_ping=True)
    engine = sa.create_engine(address, poolclass=sa.pool.SingletonThreadPool)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")


def _row(sender_id: str, event: Event) -> Dict[str, Any]:
    data = event.as_dict()
    read_as = data.get("parse_data")
    if read_as:
        data["parse_data"] = {key: value for key, value in read_as.items() if key not in FORGOTTEN_KEYS}
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((read_as or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
