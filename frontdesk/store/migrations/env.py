"""Alembic's entry point: runs revisions on the connection that frontdesk.store.migrate hands over."""

from alembic import context

from frontdesk.store.base import Base
from frontdesk.store.lead_search_schema import is_declared

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    compare_type=True,
    include_name=is_declared,
)
context.run_migrations()
