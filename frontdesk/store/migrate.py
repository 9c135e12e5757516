"""The schema of a database and how it comes to its newest form; ``python -m frontdesk.store.migrate "add x"`` drafts a revision."""

import sys
import tempfile
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from frontdesk.store import (
    audit_tables,
    channel_tables,
    conversation_tables,
    fact_tables,
    lead_desk_tables,
    lead_tables,
    outbox_tables,
    review_tables,
    staff_tables,
)
from frontdesk.store.base import Base
from frontdesk.store.lead_search_schema import is_declared
from frontdesk.store.session import Database, open_database

TABLE_MODULES = (  # importing them fills the metadata
    audit_tables,
    channel_tables,
    conversation_tables,
    fact_tables,
    lead_desk_tables,
    lead_tables,
    outbox_tables,
    review_tables,
    staff_tables,
)
MIGRATIONS = Path(__file__).parent / "migrations"
FILE_TEMPLATE = "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision; nothing happens where it is there. Raises StoreUnavailable."""
    with database.changing_schema() as connection:
        command.upgrade(_config(connection), "head")


def is_current(database: Database) -> bool:
    """Tell whether the schema is the newest. Raises StoreUnavailable."""
    with database.reading() as session:
        found = MigrationContext.configure(session.connection()).get_current_revision()
    return found == _newest()


def differences(database: Database) -> list[str]:
    """Return where the schema and the tables declared in Python differ; none after an upgrade."""
    with database.reading() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True, "include_name": is_declared}
        )
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def draft_revision(message: str) -> None:
    """Write a revision with what the declared tables add to the newest schema, to be read and corrected."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/draft.db")
        upgrade(database)
        with database.changing_schema() as connection:
            command.revision(_config(connection), message, autogenerate=True)
        database.close()


@cache
def _newest() -> str | None:
    """The newest revision this program knows; read once, since readiness is asked for often."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", FILE_TEMPLATE)
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    draft_revision(sys.argv[1])
