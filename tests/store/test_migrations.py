"""The schema comes from migrations alone and is what the tables declare."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from sqlalchemy import inspect, text

from frontdesk.store.base import Base
from frontdesk.store.conversation_store import SqlConversationStore
from frontdesk.store.migrate import _config, differences, draft_revision, is_current, upgrade
from frontdesk.store.session import Database, open_database
from tests.factories import make_answer, make_conversation

pytestmark = pytest.mark.store


def test_migrated_schema_is_what_the_tables_declare(database: Database) -> None:
    assert differences(database) == []


def test_an_undeclared_column_is_noticed(database: Database) -> None:
    with database.changing_schema() as connection:
        connection.execute(text("ALTER TABLE leads ADD COLUMN mood TEXT"))
    assert any("mood" in difference for difference in differences(database))


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    upgrade(database)
    assert is_current(database)


def test_a_migration_can_name_every_constraint(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in Base.metadata.tables:
        named = (*inspector.get_foreign_keys(table), *inspector.get_unique_constraints(table))
        assert all(constraint["name"] for constraint in named), table


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    database = open_database(empty_database_url)
    yield database
    database.close()


def test_an_empty_database_is_not_current(empty: Database) -> None:
    assert not is_current(empty)


def test_processes_that_start_together_migrate_once(empty: Database) -> None:
    gate = Barrier(4)

    def start(database: Database) -> None:
        is_current(database)  # connected before the race
        gate.wait()
        upgrade(database)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, [empty] * 4))
    assert differences(empty) == []


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/new/frontdesk.db")
    upgrade(database)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    database.close()
    assert modes["frontdesk.db"] == 0o600
    assert set(modes.values()) == {0o600}


def test_a_draft_revision_of_an_unchanged_schema_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shutil import copytree  # noqa: PLC0415

    from frontdesk.store import migrate  # noqa: PLC0415

    copy = copytree(migrate.MIGRATIONS, tmp_path / "migrations")
    monkeypatch.setattr(migrate, "MIGRATIONS", copy)
    draft_revision("Add nothing")
    (drafted,) = (copy / "versions").glob("*_add_nothing.py")
    assert "op." not in drafted.read_text()


def test_going_back_a_revision_keeps_messages_and_buttons(database: Database) -> None:
    store, conversation = SqlConversationStore(database), make_conversation()
    store.create(conversation)
    store.append_all(conversation.id, [make_answer()])
    with database.changing_schema() as connection:
        command.downgrade(_config(connection), "0001")
    assert not is_current(database)
    upgrade(database)
    assert len(store.messages_after(conversation.id)[0].content.quick_replies) == 2
