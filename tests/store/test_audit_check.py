"""Whatever somebody who can write the database does to the audit log, the check names the first broken entry and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from frontdesk.services.audit import AuditAction
from frontdesk.services.audit_check import AuditCheck, AuditHead, Broken, Fault, check_audit
from frontdesk.services.audit_head import HeadNoted, accept_restored, note_head
from frontdesk.staff.member import SYSTEM
from frontdesk.store.audit_head import AuditHeadFile
from frontdesk.store.audit_pages import SqlAuditPages
from frontdesk.store.audit_store import SqlAuditLog
from frontdesk.store.session import Database, open_database
from tests.factories import FixedClock, make_audit_entry

pytestmark = pytest.mark.store

KEY = b"a key that is not in the database"
ENTRIES = 12


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url, wait_seconds=10, seal_key=KEY)
    yield database
    database.close()


@pytest.fixture
def heads(tmp_path: Path) -> AuditHeadFile:
    return AuditHeadFile(tmp_path / "audit-head.json", KEY)


@pytest.fixture
def log(database: Database) -> SqlAuditLog:
    log = SqlAuditLog(database)
    log.note([make_audit_entry(object_id=f"lead-{n}", details={"fields": n, "first": n == 0}) for n in range(ENTRIES)])
    return log


def _check(database: Database, heads: AuditHeadFile, told: AuditHead | None = None) -> AuditCheck:
    return check_audit(SqlAuditPages(database), heads, KEY, told=told)


def _as_superuser(database: Database, *statements: str) -> None:
    """Write past the triggers, as whoever owns the database can."""
    with database.changing_schema() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("update", "delete", "replace"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS audit_log_refuses_{name}"))
        else:
            connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement))


def _forged(number: int) -> str:
    return (
        f"INSERT INTO audit_log SELECT {number}, at, actor, action, object_kind, 'forged', details, seal "
        "FROM audit_log WHERE id = 1"
    )


@pytest.mark.usefixtures("log")
def test_a_log_nobody_touched_is_whole(database: Database, heads: AuditHeadFile) -> None:
    found = _check(database, heads)
    assert (found.entries, found.broken, found.known_head) == (ENTRIES, None, None)


def test_an_empty_log_is_whole(database: Database, heads: AuditHeadFile) -> None:
    assert _check(database, heads).broken is None


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-11-23 12:00:01'",
        "actor = 'staff:2'",
        "action = 'exported'",
        "object_kind = 'fact'",
        "object_id = 'lead-99'",
        'details = \'{"fields": 98, "first": false}\'',
        'details = \'{"fields": 7.0, "first": false}\'',
        "details = 'null'",
        "seal = '" + "0" * 64 + "'",
    ],
)
@pytest.mark.usefixtures("log")
def test_a_change_to_any_column_is_found(database: Database, heads: AuditHeadFile, change: str) -> None:
    _as_superuser(database, f"UPDATE audit_log SET {change} WHERE id = 8")
    assert _check(database, heads).broken == Broken(8, Fault.CHANGED)


@pytest.mark.parametrize("number", [1, 6, ENTRIES])
@pytest.mark.usefixtures("log")
def test_a_change_is_found_at_either_end(database: Database, heads: AuditHeadFile, number: int) -> None:
    _as_superuser(database, f"UPDATE audit_log SET actor = 'system' WHERE id = {number}")
    assert _check(database, heads).broken == Broken(number, Fault.CHANGED)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["DELETE FROM audit_log WHERE id = 5"], Broken(5, Fault.MISSING)),
        (["DELETE FROM audit_log WHERE id = 1"], Broken(1, Fault.MISSING)),
        (
            [
                "DELETE FROM audit_log WHERE id = 5",
                *(f"UPDATE audit_log SET id = {n - 1} WHERE id = {n}" for n in range(6, ENTRIES + 1)),
            ],
            Broken(5, Fault.MISSING),
        ),
        (
            [
                "UPDATE audit_log SET id = 99 WHERE id = 5",
                "UPDATE audit_log SET id = 5 WHERE id = 6",
                "UPDATE audit_log SET id = 6 WHERE id = 99",
            ],
            Broken(5, Fault.MOVED),
        ),
        (
            [
                *(f"UPDATE audit_log SET id = {n + 1} WHERE id = {n}" for n in range(ENTRIES, 4, -1)),
                _forged(5),
            ],
            Broken(5, Fault.INSERTED),
        ),
        ([_forged(0)], Broken(0, Fault.INSERTED)),
        ([_forged(-3)], Broken(-3, Fault.INSERTED)),
        ([_forged(ENTRIES + 1)], Broken(ENTRIES + 1, Fault.INSERTED)),
        ([_forged(ENTRIES + 5)], Broken(ENTRIES + 1, Fault.MISSING)),
        ([f"DELETE FROM audit_log WHERE id > {ENTRIES - 3}"], Broken(ENTRIES - 2, Fault.CUT_OFF)),
        (["DELETE FROM audit_log"], Broken(1, Fault.CUT_OFF)),
    ],
)
@pytest.mark.usefixtures("log")
def test_rows_deleted_moved_inserted_or_cut_off_are_found(
    database: Database, heads: AuditHeadFile, statements: list[str], expected: Broken
) -> None:
    note_head(SqlAuditPages(database), heads)
    _as_superuser(database, *statements)
    assert _check(database, heads).broken == expected


def test_a_row_that_cannot_be_read_is_a_changed_one(heads: AuditHeadFile, tmp_path: Path) -> None:
    from frontdesk.store.migrate import upgrade  # noqa: PLC0415

    database = open_database(f"sqlite:///{tmp_path}/frontdesk.db", seal_key=KEY)
    upgrade(database)
    SqlAuditLog(database).note([make_audit_entry() for _ in range(ENTRIES)])
    for change in ("details = '{'", "at = 'yesterday'", "details = '[1]'", "at = 5"):
        _as_superuser(database, f"UPDATE audit_log SET {change} WHERE id = 7")
        assert _check(database, heads).broken == Broken(7, Fault.CHANGED), change
        _as_superuser(
            database,
            "UPDATE audit_log SET (at, details) = (SELECT at, details FROM audit_log WHERE id = 6) WHERE id = 7",
        )
        assert _check(database, heads).broken is None


@pytest.mark.usefixtures("log")
def test_whoever_does_not_know_the_key_cannot_seal_anew(
    database: Database, database_url: str, heads: AuditHeadFile
) -> None:
    stranger = open_database(database_url, seal_key=b"a guess")
    SqlAuditLog(stranger).note([make_audit_entry()])
    stranger.close()
    assert _check(database, heads).broken == Broken(ENTRIES + 1, Fault.CHANGED)


def test_a_chain_written_anew_with_the_key_is_not_the_one_that_was_known(
    database: Database, heads: AuditHeadFile, log: SqlAuditLog
) -> None:
    note_head(SqlAuditPages(database), heads)
    _as_superuser(database, "DELETE FROM audit_log WHERE id > 4")
    log.note([make_audit_entry(object_id="another story") for _ in range(ENTRIES)])
    assert _check(database, heads).broken == Broken(ENTRIES, Fault.REWRITTEN)


def test_a_head_that_was_printed_earlier_is_looked_for(
    database: Database, heads: AuditHeadFile, log: SqlAuditLog
) -> None:
    printed = SqlAuditPages(database).head()
    log.note([make_audit_entry()])
    short = AuditHead(printed.number, printed.seal[:16])
    assert _check(database, heads, short).broken is None
    assert _check(database, heads, AuditHead(printed.number, "f" * 16)).broken == Broken(ENTRIES, Fault.REWRITTEN)
    assert _check(database, heads, AuditHead(99, printed.seal)).broken == Broken(ENTRIES + 2, Fault.CUT_OFF)


@pytest.mark.usefixtures("log")
def test_a_head_file_of_somebody_else_is_noticed(database: Database, heads: AuditHeadFile, tmp_path: Path) -> None:
    AuditHeadFile(tmp_path / "audit-head.json", b"a guess").keep(AuditHead(4, "ab" * 32))
    assert _check(database, heads).broken == Broken(0, Fault.HEAD_CHANGED)
    assert note_head(SqlAuditPages(database), heads) is HeadNoted.HEAD_CHANGED
    (tmp_path / "audit-head.json").write_text("{")
    assert _check(database, heads).broken == Broken(0, Fault.HEAD_CHANGED)


def test_noting_the_head_never_papers_over_a_cut(database: Database, heads: AuditHeadFile, log: SqlAuditLog) -> None:
    pages = SqlAuditPages(database)
    assert [note_head(pages, heads) for _ in range(2)] == [HeadNoted.NOTED, HeadNoted.UNCHANGED]
    _as_superuser(database, "DELETE FROM audit_log WHERE id > 4")
    log.note([make_audit_entry()])
    assert note_head(pages, heads) is HeadNoted.CUT_OFF
    assert heads.known() is not None
    assert _check(database, heads).broken == Broken(6, Fault.CUT_OFF)


def test_a_restored_backup_is_accepted_with_an_entry_that_says_so(
    database: Database, heads: AuditHeadFile, log: SqlAuditLog
) -> None:
    pages = SqlAuditPages(database)
    note_head(pages, heads)
    _as_superuser(database, "DELETE FROM audit_log WHERE id > 4")
    accept_restored(log, pages, heads, by=SYSTEM, clock=FixedClock())
    assert _check(database, heads).broken is None
    (last,) = pages.sealed_after(4, limit=10)
    assert (last.action, dict(last.details)) == (  # type: ignore[union-attr]
        AuditAction.CHANGED.value,
        {"ended_at": 4, "was_known_until": ENTRIES},
    )


@pytest.mark.usefixtures("log")
def test_the_log_is_walked_through_in_batches(
    database: Database, heads: AuditHeadFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.services.audit_check.BATCH", 5)
    assert _check(database, heads).entries == ENTRIES
    _as_superuser(database, "UPDATE audit_log SET actor = 'system' WHERE id = 10")
    assert _check(database, heads).broken == Broken(10, Fault.CHANGED)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET actor = 'system' WHERE id = 1",
        "DELETE FROM audit_log WHERE id = 1",
        "DELETE FROM audit_log",
    ],
)
@pytest.mark.usefixtures("log")
def test_the_database_itself_refuses_changes(database: Database, statement: str) -> None:
    def change() -> None:
        with database.writing() as session:
            session.execute(text(statement))

    with pytest.raises(IntegrityError, match="append-only"):
        change()


@pytest.mark.usefixtures("log")
def test_the_database_itself_refuses_to_replace_or_empty(database: Database) -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    statement = _forged(3).replace("INSERT", "INSERT OR REPLACE") if sqlite else "TRUNCATE audit_log"

    def change() -> None:
        with database.writing() as session:
            session.execute(text(statement))

    with pytest.raises(IntegrityError, match="append-only"):
        change()
