"""Let staff link a lead with a conversation the same person had on another channel."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from frontdesk.store.base import UtcDateTime

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "linked_conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_linked_conversations_by_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_linked_conversations_conversation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_linked_conversations_lead_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_linked_conversations"),
        sa.UniqueConstraint("lead_id", "conversation_id", name="uq_linked_conversations_lead_id_conversation_id"),
    )
    op.create_index("ix_linked_conversations_conversation_id", "linked_conversations", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("linked_conversations")
