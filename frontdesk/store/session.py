"""Connections and transactions: the only place that commits, and the only one that turns database errors into those services know."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import DatabaseError, DataError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from frontdesk.services.errors import NotStorable, StoreUnavailable

_LOG = logging.getLogger(__name__)
UNAVAILABLE = (OperationalError, InterfaceError, InternalError)
CONNECT_SECONDS = 5
SEAL_KEY = "seal_key"
SCHEMA_LOCK = 0x66726F6E74  # "front", the number of PostgreSQL's advisory lock


class Database:
    """One database. A block of ``reading`` or ``writing`` is one unit of work; what it loads may be used only inside it.

    ``seal_key`` is what entries of the audit log are sealed with; sessions carry it under ``SEAL_KEY`` of their ``info``.
    """

    def __init__(self, engine: Engine, seal_key: bytes = b"") -> None:
        self.engine = engine
        self._told = {SEAL_KEY: seal_key}
        self._writes = engine.execution_options(frontdesk_write=True)
        # Several queries of one reading block see one state; SQLite's transactions are that way anyway.
        snapshot = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reads = engine.execution_options(**snapshot)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session whose changes are thrown away. Raises StoreUnavailable and NotStorable."""
        with _mapped_errors(), Session(self._reads, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are committed together at the end, or none of them. Raises StoreUnavailable and NotStorable."""
        with _mapped_errors(), Session(self._writes, info=self._told) as session:
            yield session
            session.commit()

    @contextmanager
    def changing_schema(self) -> Iterator[Connection]:
        """Give a connection for one migration at a time, committed at the end, also where processes start together."""
        with _mapped_errors(), self._writes.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(SCHEMA_LOCK)))
            yield connection

    def clear_journal(self) -> None:
        """Let nothing that was just erased stay readable in SQLite's write-ahead log; another reader may put it off to the next time."""
        if self.engine.dialect.name != "sqlite":
            return
        with closing(self.engine.raw_connection()) as connection:  # a checkpoint cannot be part of a transaction
            try:
                (busy, *_) = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                busy = True
        if busy:
            _LOG.warning("journal_not_cleared")

    def write_journal(self) -> None:
        """Bring what was committed to the disk for good; SQLite leaves it to the system for some seconds after a commit."""
        if self.engine.dialect.name != "sqlite":
            return
        with closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close every idle connection."""
        self.engine.dispose()


def open_database(url: str, *, wait_seconds: float = 5.0, seal_key: bytes = b"") -> Database:
    """Prepare a database without connecting to it yet. ``wait_seconds`` is how long a locked one is waited for.

    Without a ``seal_key`` the audit log is sealed against accidents only, which is for tests. Raises OSError where a SQLite file
    cannot be made.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            _make_private(Path(parsed.database))
        return Database(_sqlite(url, wait_seconds), seal_key)
    return Database(_postgresql(url, wait_seconds), seal_key)


def _make_private(path: Path) -> None:
    """Make the file before SQLite does, so that only its owner can read what visitors leave; its journals follow suit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _postgresql(url: str, wait_seconds: float) -> Engine:
    options = f"-c timezone=UTC -c lock_timeout={int(wait_seconds * 1000)} -c statement_timeout=30000"
    arguments = {"connect_timeout": CONNECT_SECONDS, "options": options}
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=arguments)


def _sqlite(url: str, wait_seconds: float) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": wait_seconds})

    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guess
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that first reads and then writes would fail with "locked" instead of waiting.
        writes = connection.get_execution_options().get("frontdesk_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


@contextmanager
def _mapped_errors() -> Iterator[None]:
    try:
        yield
    except (DataError, OverflowError) as problem:  # PostgreSQL's words for it, and those of SQLite's driver
        raise NotStorable(type(problem).__name__) from problem
    except PoolTimeout as problem:
        raise StoreUnavailable(str(problem)) from problem
    except UNAVAILABLE as problem:
        raise StoreUnavailable(
            str(problem.orig)
        ) from problem  # only the driver's words: no SQL, nothing a visitor wrote
    except DatabaseError as problem:
        if isinstance(problem.orig, sqlite3.DatabaseError) and type(problem) is DatabaseError:  # a broken file
            raise StoreUnavailable(str(problem.orig)) from problem
        raise
