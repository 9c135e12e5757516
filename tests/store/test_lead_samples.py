"""The made-up leads that the inbox is measured with can be looked at like any other."""

import pytest

from frontdesk.services.lead_inbox import LeadInbox
from frontdesk.services.lead_query import LeadFilters, LeadQuery, LeadView
from frontdesk.store.lead_inbox_samples import Sampling, fill
from frontdesk.store.lead_inbox_store import SqlLeadInbox
from frontdesk.store.session import Database
from tests.factories import NOON, FixedClock

pytestmark = pytest.mark.store


def test_made_up_leads_fill_every_view(database: Database) -> None:
    assert list(fill(database, Sampling(2_500, NOON))) == [2_000, 2_500]
    inbox = LeadInbox(SqlLeadInbox(database), FixedClock())
    assert all(inbox.counts(3).values())
    assert inbox.page(LeadQuery(LeadView.ALL, filters=LeadFilters(merged=True)), 3).total == 1_000
    assert [line.reference for line in inbox.page(LeadQuery(text="wal b 0000042"), 3).lines] == ["WAL-B-0000042"]
