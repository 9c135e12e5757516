"""Refuse changes and deletions in the audit log, for whoever forgets that it is append-only; the seals find whoever does not."""

from collections.abc import Sequence

from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SAID = "the audit log is append-only"
# INSERT OR REPLACE deletes without asking a trigger for deletions, so numbers that are taken are refused as well.
_SQLITE = {
    "audit_log_refuses_update": "BEFORE UPDATE ON audit_log",
    "audit_log_refuses_delete": "BEFORE DELETE ON audit_log",
    "audit_log_refuses_replace": "BEFORE INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id)",
}
_POSTGRESQL = {
    "audit_log_refuses_change": "BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW",
    "audit_log_refuses_truncate": "BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, moment in _SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {moment} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END")
        return
    op.execute(
        "CREATE FUNCTION audit_log_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'restrict_violation'; END$$"
    )
    for name, moment in _POSTGRESQL.items():
        op.execute(f"CREATE TRIGGER {name} {moment} EXECUTE FUNCTION audit_log_refuses()")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in _SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in _POSTGRESQL:
        op.execute(f"DROP TRIGGER {name} ON audit_log")
    op.execute("DROP FUNCTION audit_log_refuses()")
