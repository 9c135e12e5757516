"""Let colleagues own leads, speak in conversations and see what is delivered: what the desk changes in the tables before it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from frontdesk.leads.identity import mailbox, name_key
from frontdesk.store.base import UtcDateTime
from frontdesk.store.search_text import search_text

revision: str = "0004b"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_COUNTED = (  # what the figures are counted from, without reading the rows
    ("conversations", ("created_at", "language", "channel")),
    ("messages", ("sent_at", "kind", "language", "rating")),
    ("messages", ("conversation_id", "author", "kind", "asks")),
)
_NEW_STATUS = {"in_progress": "in_discussion", "answered": "contacted", "closed": "lost"}
_SEARCHED = ("reference", "name", "organisation", "email", "phone", "project", "sector")


def upgrade() -> None:
    _takeovers()
    _leads()
    _fill_in_leads()
    _outbox()


def downgrade() -> None:
    _outbox_as_before()
    _leads_as_before()
    for table, names in _COUNTED:
        op.drop_index(f"ix_{table}_{'_'.join(names)}", table)
    op.drop_column("messages", "staff_id")
    for name in ("handled_by_id", "person_wanted_at", "promised_until"):
        op.drop_index(f"ix_conversations_{name}", "conversations")
    for name in ("handled_by_id", "handled_since", "person_wanted_at", "promised_until"):
        op.drop_column("conversations", name)


# Columns are added without foreign keys, and never in a batch: SQLite would make the table anew, and what refers to it would go with it.
def _takeovers() -> None:
    op.add_column("conversations", sa.Column("handled_by_id", sa.Integer(), nullable=True))
    for name in ("handled_since", "person_wanted_at", "promised_until"):
        op.add_column("conversations", sa.Column(name, UtcDateTime(), nullable=True))
    for name in ("handled_by_id", "person_wanted_at", "promised_until"):
        op.create_index(f"ix_conversations_{name}", "conversations", [name])
    op.add_column("messages", sa.Column("staff_id", sa.Integer(), nullable=True))
    for table, names in _COUNTED:
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, names)


def _leads() -> None:
    op.add_column("leads", sa.Column("override_outcome", sa.String(length=20), nullable=True))
    op.add_column("leads", sa.Column("override_reason", sa.Text(), nullable=True))
    for name in ("override_by_id", "owner_id", "merged_into_id"):
        op.add_column("leads", sa.Column(name, sa.Integer(), nullable=True))
    for name in ("override_at", "assigned_at", "warned_at", "answered_at", "closed_at"):
        op.add_column("leads", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("leads", sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    merged = sa.text("merged_into_id IS NOT NULL")
    op.create_index(
        "ix_leads_merged_into_id", "leads", ["merged_into_id"], sqlite_where=merged, postgresql_where=merged
    )
    for name in ("email_key", "name_key"):
        op.add_column("leads", sa.Column(name, sa.String(length=200), nullable=False, server_default=""))
    for name in ("email_key", "name_key", "phone"):
        op.create_index(f"ix_leads_{name}", "leads", [name])
    op.drop_index("ix_leads_status", "leads")
    op.drop_column("leads", "owner")  # nobody could be an owner before


def _fill_in_leads() -> None:
    names = ("id", "status", "search_text", "email_key", "name_key", *_SEARCHED)
    leads = sa.table("leads", *(sa.column(name) for name in names))
    for before, now in _NEW_STATUS.items():
        op.execute(leads.update().where(leads.c.status == before).values(status=now))
    connection = op.get_bind()
    for row in connection.execute(sa.select(leads)).mappings().all():
        text = search_text(*(row[name] for name in _SEARCHED))
        keys = {"email_key": mailbox(row["email"]).key, "name_key": name_key(row["name"])}
        connection.execute(leads.update().where(leads.c.id == row["id"]).values(search_text=text, **keys))


def _leads_as_before() -> None:
    leads = sa.table("leads", sa.column("status"))
    for before, now in {"in_discussion": "in_progress", "contacted": "answered"}.items():
        op.execute(leads.update().where(leads.c.status == before).values(status=now))
    op.execute(leads.update().where(leads.c.status.in_(("won", "lost", "not_a_lead"))).values(status="closed"))
    op.add_column("leads", sa.Column("owner", sa.String(length=200), nullable=True))
    for name in ("merged_into_id", "email_key", "name_key", "phone"):
        op.drop_index(f"ix_leads_{name}", "leads")
    op.create_index("ix_leads_status", "leads", ["status"])
    dated = ("override_at", "assigned_at", "warned_at", "answered_at", "closed_at")
    plain = ("override_outcome", "override_reason", "override_by_id", "owner_id", "merged_into_id", "search_text")
    for name in (*dated, *plain, "email_key", "name_key"):
        op.drop_column("leads", name)


def _outbox() -> None:
    op.drop_index("ix_outbox_status_next_attempt_at", "outbox")
    for name in ("status", "attempts", "last_error", "next_attempt_at", "delivered_at"):  # nothing was delivered before
        op.drop_column("outbox", name)
    op.add_column("outbox", sa.Column("planned_at", UtcDateTime(), nullable=True))
    op.create_index("ix_outbox_planned_at", "outbox", ["planned_at"])


def _outbox_as_before() -> None:
    op.drop_index("ix_outbox_planned_at", "outbox")
    op.drop_column("outbox", "planned_at")
    op.add_column("outbox", sa.Column("status", sa.String(length=20), nullable=False, server_default="pending"))
    op.add_column("outbox", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("last_error", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("next_attempt_at", UtcDateTime(), nullable=True))
    op.add_column("outbox", sa.Column("delivered_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE outbox SET next_attempt_at = created_at")
    op.create_index("ix_outbox_status_next_attempt_at", "outbox", ["status", "next_attempt_at"])
