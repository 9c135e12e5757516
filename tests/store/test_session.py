"""A database that cannot be used is reported as such; a transaction is all or nothing."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from frontdesk.services.errors import StoreUnavailable
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.store.migrate import upgrade
from frontdesk.store.session import Database, open_database
from tests.factories import make_conversation

pytestmark = pytest.mark.store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "frontdesk.db"


@pytest.fixture
def impatient(path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{path}", wait_seconds=0.2)
    upgrade(database)
    yield database
    database.close()


def test_a_locked_file_is_waited_for_and_then_reported(impatient: Database, path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match="locked"):
        SqlConversationStore(impatient).create(make_conversation())
    assert 0.2 <= time.monotonic() - started < 2
    holder.execute("ROLLBACK")
    holder.close()
    SqlConversationStore(impatient).create(make_conversation())


def test_a_locked_file_can_still_be_read(impatient: Database, path: Path) -> None:
    conversation = make_conversation()
    SqlConversationStore(impatient).create(conversation)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert SqlConversationStore(impatient).get(conversation.id) == conversation
    holder.close()


def test_a_broken_file_is_reported(path: Path) -> None:
    path.write_bytes(b"this is no database" * 500)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable):
        SqlConversationStore(database).get("x")
    database.close()


def test_a_missing_schema_is_reported(path: Path) -> None:
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable):
        SqlConversationStore(database).get("x")
    database.close()


def test_a_server_that_is_away_is_reported() -> None:
    database = open_database("postgresql+psycopg://nobody@127.0.0.1:9/none")
    with pytest.raises(StoreUnavailable):
        SqlConversationStore(database).get("x")
    database.close()


def test_problems_never_repeat_what_a_visitor_wrote(database: Database) -> None:
    store = SqlConversationStore(database)
    conversation = make_conversation(token_hash="very-secret")
    store.create(conversation)
    with pytest.raises(IntegrityError) as twice:
        store.create(conversation)
    with database.changing_schema() as connection:
        connection.execute(text("ALTER TABLE conversations RENAME COLUMN channel TO way"))
    with pytest.raises((StoreUnavailable, ProgrammingError)) as unusable:
        store.create(make_conversation(token_hash="very-secret"))
    assert "very-secret" not in str(twice.value) + str(unusable.value)


def test_sqlite_waits_little_for_the_disk_and_keeps_references(impatient: Database) -> None:
    with impatient.reading() as session:
        found = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS}
    assert found == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 200}


def test_an_error_in_the_middle_leaves_nothing_behind(database: Database) -> None:
    def fail_half_way() -> None:
        with database.writing() as session:
            session.execute(
                text("UPDATE knowledge_state SET version = 99"),
            )
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        fail_half_way()
    with database.reading() as session:
        assert session.execute(text("SELECT version FROM knowledge_state")).scalar() == 0


def test_reading_never_writes(database: Database) -> None:
    with database.reading() as session:
        session.execute(text("UPDATE knowledge_state SET version = 99"))
    with database.reading() as session:
        assert session.execute(text("SELECT version FROM knowledge_state")).scalar() == 0


def test_a_naive_time_is_refused(database: Database) -> None:
    naive = make_conversation().created_at.replace(tzinfo=None)
    with database.reading() as session, pytest.raises(Exception, match="without a zone"):
        session.execute(select(ConversationRow).where(ConversationRow.created_at == naive))
