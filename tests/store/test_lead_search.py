"""The search finds words by their beginnings, whatever is typed, and forgets what is erased."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from frontdesk.services.lead_inbox import LeadInbox
from frontdesk.services.lead_query import LeadQuery
from frontdesk.store.lead_inbox_store import SqlLeadInbox
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_words import forget_words
from frontdesk.store.search_text import search_text, search_words
from frontdesk.store.session import Database
from tests.factories import FixedClock, make_enquiry, make_lead
from tests.store.test_lead_inbox import ONE_DATABASE

pytestmark = pytest.mark.store


@pytest.fixture
def inbox(database: Database) -> LeadInbox:
    return LeadInbox(SqlLeadInbox(database), FixedClock())


@pytest.fixture
def lead(database: Database) -> str:
    enquiry = make_enquiry(
        organisation="Laboratoires d'Été & Söhne",
        name="Zoë Ørsted",
        email="zoe.o@labo-ete.example",
        project="Un site à Liège, 10,5 M€",
    )
    return SqlLeadStore(database).record_lead(make_lead(reference="WAL-26-7K3M9Q", enquiry=enquiry), []).reference


def found(inbox: LeadInbox, typed: str) -> list[str]:
    return [line.reference for line in inbox.page(LeadQuery(text=typed), 1).lines]


@pytest.mark.parametrize(
    "typed",
    ["liege", "LIÈGE", "lie", "zoe orst", "Zoë", "söhne", "sohne", "7k3m9q", "WAL-26-7K3M9Q",
     "zoe.o@labo-ete.example", "labo été", "10,5", "+3281123456", "328112"],
)  # fmt: skip
def test_a_lead_is_found_by_the_beginnings_of_its_words(inbox: LeadInbox, lead: str, typed: str) -> None:
    expected = [] if typed == "zoe orst" else [lead]  # Ø is a letter of its own, no O with an accent
    assert found(inbox, typed) == expected


@pytest.mark.parametrize("typed", ["iege", "liege namur", "k3m9q", "???", "*", "-", "''"])
def test_what_begins_no_word_is_not_found(inbox: LeadInbox, lead: str, typed: str) -> None:
    del lead
    assert found(inbox, typed) == []


@pytest.mark.parametrize(
    "typed",
    ['"', "'", "a OR b", "NEAR(a b)", "liege AND", "NOT liege", "(", "liege:*",
     "a & b |", "!a", "col:liege", "^liege", "{a b}", "\\", "\x00liege", "a'b':*", "--", "%_", "liege*", "<->"],
)  # fmt: skip
def test_hostile_input_is_text(inbox: LeadInbox, lead: str, typed: str) -> None:
    assert set(found(inbox, typed)) <= {lead}


def test_whatever_is_typed_is_answered(inbox: LeadInbox, lead: str) -> None:
    @settings(ONE_DATABASE, max_examples=150)
    @given(typed=st.text(max_size=60))
    def holds(typed: str) -> None:
        assert set(found(inbox, typed)) <= {lead}

    holds()


def test_whatever_a_visitor_writes_is_found_again(inbox: LeadInbox, database: Database) -> None:
    store = SqlLeadStore(database)

    @settings(ONE_DATABASE, max_examples=60)
    @given(
        written=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80)
    )
    def holds(written: str) -> None:
        lead = make_lead(enquiry=make_enquiry(project=written))
        store.record_lead(lead, [])
        for word in search_words(written)[:12]:
            rare = f"{word} {lead.reference}"
            assert found(inbox, rare) == [lead.reference]

    holds()


def test_a_lead_whose_text_changes_is_found_by_its_new_words_only(
    inbox: LeadInbox, lead: str, database: Database
) -> None:
    with database.writing() as session:
        session.query(LeadRow).filter_by(reference=lead).one().search_text = search_text("Charleroi")
    assert found(inbox, "charleroi") == [lead]
    assert found(inbox, "liege") == []


def test_an_erased_lead_leaves_no_word_behind(inbox: LeadInbox, lead: str, database: Database) -> None:
    with database.writing() as session:
        session.delete(session.query(LeadRow).filter_by(reference=lead).one())
        forget_words(session)
    database.clear_journal()
    assert found(inbox, "liege") == []
    if database.engine.dialect.name == "sqlite":
        assert b"laboratoires" not in Path(database.engine.url.database or "").read_bytes()


def test_the_search_of_sqlite_is_consistent_with_its_leads(lead: str, database: Database) -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    check = "INSERT INTO lead_words (lead_words, rank) VALUES ('integrity-check', 1)" if sqlite else "SELECT 1"
    with database.writing() as session:
        session.execute(text(check))  # fails where they differ
        assert session.scalars(text("SELECT reference FROM leads")).all() == [lead]
