"""Keep with each fact the questions that sound like it, yet are not answered by it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # The default fills the versions that are there: no near misses were known of them.
    op.add_column("fact_versions", sa.Column("near_misses", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("fact_versions", "near_misses")
