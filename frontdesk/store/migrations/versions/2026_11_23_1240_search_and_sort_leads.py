"""Search the words of leads, and sort and filter them out of indexes alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from frontdesk.store.lead_keys import jobs_from, organisation_key
from frontdesk.store.lead_search_schema import search_added, search_removed

revision: str = "0005"
down_revision: str | None = "0004b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
_SORTS = ("created_at", "due_at", "score", "organisation_key")
_FILTERED = (
    *("status", "owner_id", "outcome", "override_outcome", "sector", "country", "language", "channel"),
    *("investment_eur", "jobs_from", "answered_at", "merged_into_id"),
)

_COUNTED = ("owner_id", "answered_at", "outcome", "override_outcome", "merged_into_id")


def upgrade() -> None:
    op.add_column("leads", sa.Column("organisation_key", _KEY, nullable=False, server_default=""))
    op.add_column("leads", sa.Column("jobs_from", sa.Integer(), nullable=True))
    _fill_in()
    for name in _SORTS:
        dates = [date for date in ("created_at", "due_at") if date != name]
        op.create_index(f"ix_leads_by_{name}", "leads", [name, "id", *dates, *_FILTERED])
    op.create_index("ix_leads_by_status", "leads", ["status", "due_at", *_COUNTED])
    for name in ("country", "channel"):
        op.create_index(f"ix_leads_{name}", "leads", [name])
    for statement in search_added(op.get_context().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in search_removed(op.get_context().dialect.name):
        op.execute(statement)
    for name in ("by_status", "country", "channel"):
        op.drop_index(f"ix_leads_{name}", "leads")
    for name in _SORTS:
        op.drop_index(f"ix_leads_by_{name}", "leads")
    op.drop_column("leads", "jobs_from")
    op.drop_column("leads", "organisation_key")


def _fill_in() -> None:
    leads = sa.table(
        "leads", *(sa.column(name) for name in ("id", "organisation", "organisation_key", "jobs", "jobs_from"))
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(leads)).mappings().all():
        keys = {"organisation_key": organisation_key(row["organisation"]), "jobs_from": jobs_from(row["jobs"])}
        connection.execute(leads.update().where(leads.c.id == row["id"]).values(**keys))
