"""The audit log takes entries with the change they tell of, in one unbroken chain, whoever writes at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from frontdesk.services.audit_check import check_audit
from frontdesk.staff.member import Actor
from frontdesk.store.audit_head import AuditHeadFile
from frontdesk.store.audit_pages import SqlAuditPages
from frontdesk.store.audit_store import SqlAuditLog, note_in
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.lead_desk_tables import LabelRow
from frontdesk.store.session import Database, open_database
from tests.factories import NOON, make_audit_entry

pytestmark = pytest.mark.store


def _kept(database: Database) -> list[tuple[int, str, str]]:
    with database.reading() as session:
        return [(row.id, row.actor, row.object_id) for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]


def test_entries_are_numbered_without_a_gap(database: Database) -> None:
    log = SqlAuditLog(database)
    log.note([make_audit_entry(object_id="a"), make_audit_entry(object_id="b")])
    log.note([make_audit_entry(object_id="c")])
    assert [(number, what) for number, _, what in _kept(database)] == [(1, "a"), (2, "b"), (3, "c")]


def test_an_entry_is_kept_with_the_change_it_tells_of_or_not_at_all(database: Database) -> None:
    def label(name: str, *, fail: bool) -> None:
        with database.writing() as session:
            session.add(LabelRow(name=name, tone="blue"))
            note_in(session, make_audit_entry(object_id=name))
            if fail:
                raise KeyError(name)

    label("kept", fail=False)
    with pytest.raises(KeyError):
        label("lost", fail=True)
    assert [what for *_, what in _kept(database)] == ["kept"]


def test_an_entry_goes_with_the_savepoint_it_was_written_in(database: Database) -> None:
    with database.writing() as session:
        note_in(session, make_audit_entry(object_id="outer"))
        with session.begin_nested() as savepoint:
            note_in(session, make_audit_entry(object_id="undone"))
            savepoint.rollback()
        with session.begin_nested():
            note_in(session, make_audit_entry(object_id="inner"))
    assert sorted(what for *_, what in _kept(database)) == ["inner", "outer"]


def test_a_change_that_breaks_a_rule_leaves_no_entry(database: Database) -> None:
    def label_twice() -> None:
        with database.writing() as session:
            session.add_all([LabelRow(name="twice", tone="blue"), LabelRow(name="twice", tone="blue")])
            note_in(session, make_audit_entry())

    with pytest.raises(IntegrityError):
        label_twice()
    assert _kept(database) == []


def test_eight_writers_at_once_make_one_chain(database_url: str, tmp_path: Path) -> None:
    databases = [open_database(database_url, wait_seconds=30) for _ in range(8)]

    def write(database: Database) -> None:
        for turn in range(25):
            with database.writing() as session:
                session.add(LabelRow(name=f"{id(database)}-{turn}", tone="blue"))
                note_in(session, make_audit_entry())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, databases))
    assert [number for number, *_ in _kept(databases[0])] == list(range(1, 201))
    assert check_audit(SqlAuditPages(databases[0]), AuditHeadFile(tmp_path / "none", b""), b"").broken is None
    for database in databases:
        database.close()


def test_writers_that_note_first_and_change_the_same_row_later_do_not_wait_for_each_other_for_ever(
    database_url: str,
) -> None:
    first, second = (open_database(database_url, wait_seconds=30) for _ in range(2))
    with first.writing() as session:
        session.add(LabelRow(name="shared", tone="blue"))

    def change(database: Database) -> None:
        for turn in range(50):
            with database.writing() as session:
                note_in(session, make_audit_entry())
                row = session.scalars(select(LabelRow).with_for_update()).one()
                row.tone = f"{id(database)}-{turn}"[-20:]
                note_in(session, make_audit_entry())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change, [first, second]))
    assert len(_kept(first)) == 200
    first.close()
    second.close()


def test_times_of_any_zone_are_kept_in_utc(database: Database) -> None:
    brussels = timezone(timedelta(hours=1))
    SqlAuditLog(database).note([make_audit_entry(at=datetime(2026, 11, 23, 13, 0, tzinfo=brussels))])
    with database.reading() as session:
        assert session.scalars(select(AuditRow.at)).one() == NOON


def test_what_comes_from_outside_stays_on_one_line_and_fits(database: Database) -> None:
    hostile = "x\n2026-11-23 system granted everything\x1b[2J\x00" + "y" * 400
    actor = Actor(f"cli:{hostile}")
    SqlAuditLog(database).note([make_audit_entry(actor=actor, object_id=hostile, details={"path": hostile})])
    with database.reading() as session:
        row = session.scalars(select(AuditRow)).one()
        told = [row.actor, row.object_id, row.details["path"]]
    assert all(text.isprintable() for text in told)
    assert [len(text) for text in told] == [100, 200, 300]
