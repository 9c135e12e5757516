"""Enquiries on disk while the database is away, with the real files and the real store."""

import logging
import stat
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from frontdesk.leads.receipt import Receipt
from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.services.complete_spooled import complete_spooled
from frontdesk.services.errors import StoreUnavailable
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.outbox_store import SqlOutbox
from frontdesk.store.session import Database
from frontdesk.store.spool import FileSpool
from tests.factories import NOON, FixedClock, make_enquiry, make_lead, make_outbox_entry

pytestmark = pytest.mark.store


class AwayAfter:
    """A store that records so many leads and is away then, as when a database stops in the middle."""

    def __init__(self, store: SqlLeadStore, leads: int) -> None:
        self._store, self._left = store, leads

    def record_lead(self, lead: Lead, outbox: Sequence[OutboxEntry], *, at: datetime | None = None) -> Receipt:
        if self._left == 0:
            raise StoreUnavailable
        self._left -= 1
        return self._store.record_lead(lead, outbox, at=at)


@pytest.fixture
def spool(tmp_path: Path) -> FileSpool:
    return FileSpool(tmp_path / "spool")


def test_lead_comes_back_as_it_was(spool: FileSpool) -> None:
    lead, entry = make_lead(), make_outbox_entry()
    spool.put(lead, [entry])
    assert list(spool.waiting()) == [(lead, (entry,))]


def test_lead_without_what_is_optional_comes_back(spool: FileSpool) -> None:
    lead = make_lead(
        enquiry=make_enquiry(phone=None, investment_eur=None, investment_original=None, jobs=None, timeline=None)
    )
    spool.put(lead, [])
    assert spool.waiting()[0][0] == lead


def test_same_enquiry_waits_once(spool: FileSpool) -> None:
    lead = make_lead()
    spool.put(lead, [])
    spool.put(lead, [])
    assert len(spool.waiting()) == 1
    spool.remove(lead.enquiry.enquiry_id)
    spool.remove(lead.enquiry.enquiry_id)
    assert not spool.waiting()


def test_oldest_is_first(spool: FileSpool) -> None:
    young, old = make_lead(created_at=NOON), make_lead(created_at=NOON - timedelta(hours=1))
    spool.put(young, [])
    spool.put(old, [])
    assert [lead for lead, _ in spool.waiting()] == [old, young]


def test_files_are_the_owners_alone(spool: FileSpool, tmp_path: Path) -> None:
    spool.put(make_lead(enquiry=make_enquiry(enquiry_id="../../outside")), [])
    files = list((tmp_path / "spool").iterdir())
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600]
    assert stat.S_IMODE((tmp_path / "spool").stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == [tmp_path / "spool"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"lead": {}}', '{"lead": 1, "outbox": []}'])
def test_broken_file_is_put_aside_and_reported(
    spool: FileSpool, tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    lead = make_lead()
    spool.put(lead, [])
    (tmp_path / "spool" / "x.json").write_text(text, encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert [kept for kept, _ in spool.waiting()] == [lead]
    assert (tmp_path / "spool" / "x.broken").exists()
    assert "spooled_enquiry_unreadable" in caplog.messages


def test_half_written_file_is_not_there(spool: FileSpool, tmp_path: Path) -> None:
    spool.put(make_lead(), [])
    (tmp_path / "spool" / "y.7.draft").write_text("{", encoding="utf-8")
    assert len(spool.waiting()) == 1


def test_empty_spool_has_no_folder_yet(spool: FileSpool) -> None:
    assert not spool.waiting()
    spool.remove("nothing")


def test_disk_that_refuses_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        FileSpool(tmp_path / "file").put(make_lead(), [])


def test_waiting_enquiries_are_recorded_once_and_leave(spool: FileSpool, database: Database) -> None:
    store, leads = SqlLeadStore(database), [make_lead(), make_lead()]
    for lead in leads:
        spool.put(lead, [make_outbox_entry()])
    assert complete_spooled(store, spool, FixedClock()) == 2
    assert complete_spooled(store, spool, FixedClock()) == 0
    assert {lead.enquiry.enquiry_id for lead in store.list_leads()} == {lead.enquiry.enquiry_id for lead in leads}
    assert Counter(entry.topic for entry in SqlOutbox(database).unplanned()) == {
        "lead.recorded": 2,
        "visitor.acknowledgement": 2,
    }


def test_crash_between_commit_and_removal_doubles_nothing(spool: FileSpool, database: Database) -> None:
    store, lead = SqlLeadStore(database), make_lead()
    store.record_lead(lead, [make_outbox_entry()])
    spool.put(lead, [make_outbox_entry()])
    assert complete_spooled(store, spool, FixedClock()) == 1
    assert len(store.list_leads()) == 1


def test_what_the_database_did_not_take_goes_on_waiting(spool: FileSpool, database: Database) -> None:
    store = SqlLeadStore(database)
    for hours in range(3):
        spool.put(make_lead(created_at=NOON + timedelta(hours=hours)), [])
    assert complete_spooled(AwayAfter(store, 1), spool, FixedClock()) == 1
    assert len(spool.waiting()) == 2
    assert complete_spooled(store, spool, FixedClock()) == 2
