"""Note which version of a fact the files said last, so that an import leaves what staff changed since."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("facts", sa.Column("filed_version", sa.Integer(), nullable=True))
    op.execute("UPDATE facts SET filed_version = current_version")  # until now every fact came from the files


def downgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and the versions refer to the old one.
    op.drop_column("facts", "filed_version")
