"""Add the messengers: what they delivered, and which conversation each of their threads is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from frontdesk.store.base import UtcDateTime

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _events()
    _threads()


def downgrade() -> None:
    op.drop_table("channel_threads")
    op.drop_table("channel_events")


def _events() -> None:
    op.create_table(
        "channel_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("peer", sa.String(length=300), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("handled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_channel_events"),
        sa.UniqueConstraint("channel", "event_id", name="uq_channel_events_channel_event_id"),
        sqlite_autoincrement=True,
    )
    waiting = ["handled_at", "next_attempt_at"]
    op.create_index("ix_channel_events_handled_at_next_attempt_at", "channel_events", waiting)
    of_peer = ["channel", "peer", "handled_at"]
    op.create_index("ix_channel_events_channel_peer_handled_at", "channel_events", of_peer)


def _threads() -> None:
    op.create_table(
        "channel_threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("peer", sa.String(length=300), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("sent_to", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_channel_threads_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_channel_threads"),
        sa.UniqueConstraint("channel", "peer", name="uq_channel_threads_channel_peer"),
        sa.UniqueConstraint("conversation_id", name="uq_channel_threads_conversation_id"),
    )
    op.create_index("ix_channel_threads_next_attempt_at", "channel_threads", ["next_attempt_at"])
