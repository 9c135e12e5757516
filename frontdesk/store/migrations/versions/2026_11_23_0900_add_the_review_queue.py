"""Add the review queue, ratings, and what was understood of a message."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from frontdesk.store.base import UtcDateTime

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("understood", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("messages", sa.Column("rating", sa.String(length=10), nullable=True))
    _items()
    _occasions()
    _wordings()


def downgrade() -> None:
    op.drop_table("learned_wordings")
    op.drop_table("review_occasions")
    op.drop_table("review_items")
    # Not in a batch: SQLite would make the table anew, and every button would go with the old one.
    op.drop_column("messages", "rating")
    op.drop_column("messages", "understood")


def _items() -> None:
    op.create_table(
        "review_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("fact_ids", sa.JSON(), nullable=False),
        sa.Column("intent", sa.String(length=100), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("exported_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_items"),
        sa.UniqueConstraint("language", "text_key", name="uq_review_items_language_text_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_items_status", "review_items", ["status"])


def _occasions() -> None:
    op.create_table(
        "review_occasions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("chosen", sa.String(length=200), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_review_occasions_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_items.id"], name="fk_review_occasions_item_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_review_occasions_message_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_occasions"),
        sa.UniqueConstraint("message_id", "why", name="uq_review_occasions_message_id_why"),
    )
    for column in ("at", "conversation_id", "item_id"):
        op.create_index(f"ix_review_occasions_{column}", "review_occasions", [column])


def _wordings() -> None:
    op.create_table(
        "learned_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name="fk_learned_wordings_fact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_learned_wordings"),
        sa.UniqueConstraint("fact_id", "language", "text", name="uq_learned_wordings_fact_id_language_text"),
    )
