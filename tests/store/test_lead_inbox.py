"""The inbox holds exactly the leads that fit, page after page, whatever is asked and whoever adds leads meanwhile."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_inbox import COUNT_CAP, LeadInbox
from frontdesk.services.lead_query import (
    NO_OWNER,
    OTHER_SECTOR,
    InvestmentBand,
    JobsBand,
    LeadFilters,
    LeadQuery,
    LeadSort,
    LeadView,
)
from frontdesk.store.lead_inbox_store import SqlLeadInbox
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database
from frontdesk.values import Language
from tests.factories import NOON, FixedClock, make_enquiry, make_lead
from tests.store.lead_office import Kept, fits, in_order, keep_leads, open_office

pytestmark = pytest.mark.store

ME = 1
ONE_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
WORDS = (
    "vita",
    "liège",
    "LIEGE",
    "ann",
    "o'n",
    "söhne",
    "北京",
    "cell ther",
    "acme.example",
    "10,5",
    "wal",
    "zz",
    "???",
    "a",
    "m€",
    "081123",
)


def some(*values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """No choice more often than not, else up to three of the values."""
    return st.just(()) | st.just(()) | st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


FILTERS = st.builds(
    LeadFilters,
    sectors=some("vaccines", "biologics", OTHER_SECTOR),
    countries=some("US", "FR", "JP", "XX"),
    languages=some(*Language),
    channels=some("widget", "email"),
    investments=some(*InvestmentBand),
    jobs=some(*JobsBand),
    outcomes=some(*Outcome),
    statuses=some(*LeadStatus),
    owners=some(NO_OWNER, 1, 2),
    labels=some(1, 2),
    since=st.none() | st.dates(date(2026, 11, 14), date(2026, 11, 24)),
    until=st.none() | st.dates(date(2026, 11, 14), date(2026, 11, 24)),
    merged=st.booleans(),
)
QUERIES = st.builds(
    LeadQuery,
    view=st.sampled_from(LeadView),
    text=st.just("") | st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    filters=FILTERS,
    sort=st.sampled_from(LeadSort),
    descending=st.booleans(),
    limit=st.integers(5, 40),
)


@pytest.fixture
def inbox(database: Database) -> LeadInbox:
    open_office(database)
    return LeadInbox(SqlLeadInbox(database), FixedClock(NOON))


@pytest.fixture
def leads(database: Database, inbox: LeadInbox) -> list[Kept]:
    del inbox  # it lets the staff in first
    return keep_leads(database, 150)


def walked(inbox: LeadInbox, query: LeadQuery) -> list[list[int]]:
    """The ids of every page from the first to the last."""
    pages = []
    while True:
        page = inbox.page(query, ME)
        pages.append([line.id for line in page.lines])
        if page.later is None:
            return pages
        query = replace(query, place=page.later)


def walked_back(inbox: LeadInbox, query: LeadQuery) -> list[list[int]]:
    """The ids of every page from the last to the first."""
    page = inbox.page(query, ME)
    while page.later is not None:
        page = inbox.page(replace(query, place=page.later), ME)
    pages = [[line.id for line in page.lines]]
    while page.earlier is not None:
        page = inbox.page(replace(query, place=page.earlier), ME)
        pages.append([line.id for line in page.lines])
    return pages


def expected(inbox: LeadInbox, query: LeadQuery, leads: list[Kept]) -> list[int]:
    asked = inbox.asked(query, ME)
    return in_order([lead for lead in leads if fits(lead, asked)], asked)


def test_every_question_is_answered_as_a_plain_reading_of_the_leads_would(inbox: LeadInbox, leads: list[Kept]) -> None:
    @ONE_DATABASE
    @given(query=QUERIES)
    def holds(query: LeadQuery) -> None:
        right = expected(inbox, query, leads)
        pages = walked(inbox, query)
        assert [one for page in pages for one in page] == right
        assert inbox.page(query, ME).total == len(right)
        assert all(len(page) == query.limit for page in pages[:-1])

    holds()


def test_going_back_shows_the_same_leads_as_going_on(inbox: LeadInbox, leads: list[Kept]) -> None:
    @settings(ONE_DATABASE, max_examples=25)
    @given(
        query=st.builds(LeadQuery, sort=st.sampled_from(LeadSort), descending=st.booleans(), limit=st.integers(7, 40))
    )
    def holds(query: LeadQuery) -> None:
        back = [one for page in reversed(walked_back(inbox, query)) for one in page]
        assert back == expected(inbox, query, leads)

    holds()


@pytest.mark.parametrize("sort", LeadSort)
@pytest.mark.parametrize("descending", [True, False])
def test_paging_skips_and_repeats_nothing_while_leads_are_added(
    inbox: LeadInbox, leads: list[Kept], database: Database, sort: LeadSort, *, descending: bool
) -> None:
    query = LeadQuery(sort=sort, descending=descending, limit=20)
    there_before = set(expected(inbox, query, leads))
    seen: list[int] = []
    page = inbox.page(query, ME)
    first_new = 1_000
    while True:
        seen += [line.id for line in page.lines]
        if page.later is None:
            break
        keep_leads(database, 5, seed=first_new, first=first_new)
        first_new += 5
        page = inbox.page(replace(query, place=page.later), ME)
    assert len(seen) == len(set(seen))
    assert there_before <= set(seen)


def test_a_page_behind_a_lead_that_was_erased_still_follows_it(
    inbox: LeadInbox, leads: list[Kept], database: Database
) -> None:
    query = LeadQuery(limit=20)
    right = expected(inbox, query, leads)
    later = inbox.page(query, ME).later
    assert later is not None
    with database.writing() as session:
        session.delete(session.get_one(LeadRow, right[19]))
    assert [line.id for line in inbox.page(replace(query, place=later), ME).lines] == right[20:40]


def test_the_views_count_what_they_show(inbox: LeadInbox, leads: list[Kept]) -> None:
    counts = inbox.counts(ME)
    shown = {view: len(expected(inbox, LeadQuery(view), leads)) for view in LeadView}
    assert counts == shown
    assert all(shown.values())


def test_counting_stops_at_the_cap(inbox: LeadInbox, database: Database) -> None:
    keep_leads(database, COUNT_CAP + 200)
    assert inbox.counts(ME)[LeadView.ALL] == COUNT_CAP
    assert inbox.page(LeadQuery(), ME).total == COUNT_CAP


def test_a_line_tells_what_staff_added(inbox: LeadInbox, leads: list[Kept]) -> None:
    lines = {line.id: line for line in inbox.page(LeadQuery(filters=LeadFilters(merged=True), limit=200), ME).lines}
    assert len(lines) == len(leads)
    for lead in leads:
        line = lines[lead.id]
        assert line.owner == (None if lead.owner_id is None else f"Officer {lead.owner_id}")
        assert {label.id for label in line.labels} == set(lead.labels)
        assert line.is_overridden == (lead.override_outcome is not None)
        assert line.outcome == (lead.override_outcome or lead.outcome)
        assert line.merged_into == (None if lead.merged_into_id is None else leads[0].reference)
        assert line.is_overdue(NOON) == (
            lead.answered_at is None and not LeadStatus(lead.status).is_closed and lead.due_at <= NOON
        )


def test_todays_qualified_leads_came_today_in_brussels(inbox: LeadInbox, database: Database) -> None:
    keep_leads(database, 600)
    shown = inbox.page(inbox.todays_qualified(), ME).lines
    assert shown
    assert {line.outcome for line in shown} == {Outcome.QUALIFIED}
    assert {(line.created_at + timedelta(hours=1)).date() for line in shown} == {NOON.date()}
    assert inbox.qualified_today(ME) == len(shown)


def test_the_choices_are_what_there_is(inbox: LeadInbox, leads: list[Kept]) -> None:
    del leads
    choices = inbox.choices()
    assert choices.countries == ("FR", "JP", "US")
    assert choices.channels == ("email", "widget")
    assert choices.owners == ((1, "Officer 1"), (2, "Officer 2"))
    assert [label.name for label in choices.labels] == ["alpha", "beta"]


def test_the_longest_fields_a_visitor_may_fill_are_recorded_and_found(database: Database, inbox: LeadInbox) -> None:
    # An index takes short entries only, and no lead may be lost to that.
    wide = "𝔘\U0001f9ec"
    enquiry = make_enquiry(
        organisation=wide * 75,
        sector="é" * 200,
        project=f"{'x' * 1_900} needle {wide * 20}",
        name=wide * 50,
        email="e" * 254,
    )
    lead = make_lead(enquiry=enquiry)
    SqlLeadStore(database).record_lead(lead, [])
    assert [line.reference for line in inbox.page(LeadQuery(text="needle"), ME).lines] == [lead.reference]
