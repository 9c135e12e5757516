"""`frontdesk verify-audit` on both databases, and a log whose writer was killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from typer.testing import CliRunner, Result

from frontdesk.cli import verify_audit
from frontdesk.settings import Settings
from frontdesk.store.audit_tables import AuditRow
from frontdesk.wiring.stores import Stores, open_stores
from tests.factories import make_audit_entry

pytestmark = pytest.mark.store

type Command = Callable[..., Result]
WRITER = """
from frontdesk.settings import Settings
from frontdesk.wiring.auditing import open_auditing
from frontdesk.wiring.stores import open_stores
from tests.factories import make_audit_entry
settings = Settings()
stores = open_stores(settings)
auditing = open_auditing(settings, stores)
while True:
    stores.audit.note([make_audit_entry(), make_audit_entry()])
    auditing.note_head()
"""


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(verify_audit.app, [str(word) for word in words])


@pytest.fixture
def stores(run: Command) -> Iterator[Stores]:
    assert run().exit_code == 0  # nothing is logged yet, and nothing is wrong
    stores = open_stores(Settings())
    yield stores
    stores.close()


def _cut(stores: Stores, condition: str) -> None:
    with stores.database.changing_schema() as connection:
        sqlite = connection.dialect.name == "sqlite"
        off = "DROP TRIGGER audit_log_refuses_delete" if sqlite else "ALTER TABLE audit_log DISABLE TRIGGER ALL"
        connection.execute(text(off))
        connection.execute(text(f"DELETE FROM audit_log WHERE {condition}"))


def test_a_whole_log_prints_a_head_that_is_found_again(run: Command, stores: Stores) -> None:
    stores.audit.note([make_audit_entry()] * 3)
    first = run()
    assert (first.exit_code, first.stdout.splitlines()[0]) == (
        0,
        "The audit log is whole: 3 entries, each sealed with the one before.",
    )
    head = first.stdout.split("Head: ")[1].strip()
    stores.audit.note([make_audit_entry()])
    assert run("--head", head).exit_code == 0
    refused = run("--head", f"3:{'0' * 16}")
    assert (refused.exit_code, "entry 3 is another one than was known" in refused.stderr) == (1, True)
    assert run("--head", "3").exit_code == 2


def test_a_hole_is_named_and_ends_with_1(run: Command, stores: Stores) -> None:
    stores.audit.note([make_audit_entry()] * 5)
    _cut(stores, "id = 3")
    found = run()
    assert found.exit_code == 1
    assert "entry 3 is missing" in found.stderr
    assert "The entries before it are whole; the last of them is 2:" in found.stderr
    assert run("--accept-restored").exit_code == 1


def test_a_cut_tail_is_found_until_it_is_accepted_as_a_restored_backup(run: Command, stores: Stores) -> None:
    stores.audit.note([make_audit_entry()] * 5)
    run()
    _cut(stores, "id > 3")
    assert "the log is cut off: entry 4 and what followed it are gone" in run().stderr
    assert "entry 4 says so" in run("--accept-restored").stdout
    assert run().exit_code == 0


def test_a_log_whose_writers_were_killed_is_whole(run: Command, stores: Stores) -> None:
    for _ in range(3):
        writers = [subprocess.Popen([sys.executable, "-c", WRITER]) for _ in range(2)]
        before = _count(stores)
        while _count(stores) < before + 30:
            time.sleep(0.05)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
        checked = run()
        assert checked.exit_code == 0, checked.stderr


def _count(stores: Stores) -> int:
    with stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditRow)) or 0
