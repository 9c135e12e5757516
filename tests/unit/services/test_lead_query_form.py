"""Questions to the inbox survive as names and values, and nothing that is made up of them breaks anything."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_query import (
    InvestmentBand,
    JobsBand,
    LeadFilters,
    LeadQuery,
    LeadSort,
    LeadView,
    Place,
)
from frontdesk.services.lead_query_form import SECTORS, chosen, default_order, pairs_of, place_of, query_from
from frontdesk.values import Language


def several(*values: str | int) -> st.SearchStrategy[tuple[str | int, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


QUERIES = st.builds(
    LeadQuery,
    view=st.sampled_from(LeadView),
    filters=st.builds(
        LeadFilters,
        sectors=several(*SECTORS),
        countries=several("BE", "US"),
        languages=several(*Language),
        channels=several("widget", "email"),
        investments=several(*InvestmentBand),
        jobs=several(*JobsBand),
        outcomes=several(*Outcome),
        statuses=several(*LeadStatus),
        owners=several(0, 7),
        labels=several(3),
        since=st.none() | st.dates(date(2000, 1, 1), date(2199, 12, 31)),
        until=st.none() | st.dates(date(2000, 1, 1), date(2199, 12, 31)),
        merged=st.booleans(),
    ),
    sort=st.sampled_from(LeadSort),
    descending=st.booleans(),
)


@given(QUERIES)
def test_a_question_is_read_as_it_was_written(query: LeadQuery) -> None:
    assert query_from(pairs_of(query)) == query


@given(QUERIES)
def test_the_words_and_the_place_of_a_question_are_not_written(query: LeadQuery) -> None:
    asked = replace(query, text="Ann Peeters", place=Place(7, "Secret"))
    assert list(pairs_of(asked)) == list(pairs_of(query))


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("created", datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=1))).isoformat()),
        ("score", "80"),
        ("organisation", None),
    ],
)
@pytest.mark.parametrize("backwards", [True, False])
def test_a_place_is_read_as_it_was_written(sort: str, key: str | None, *, backwards: bool) -> None:
    place = Place(42, key, backwards)
    assert query_from([("sort", sort), place_of(place)]).place == place


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "7~", "7~x", "7~2026-11-23", "7~2026-11-23T12:00:00", "99999999999", "٣", "7~~", "7 "]
)
def test_a_place_that_makes_no_sense_is_the_beginning(text: str) -> None:
    place = query_from([("sort", "created"), ("after", text)]).place
    assert place in {None, Place(7)}


NAMES = ("view", "sector", "country", "owner", "since", "merged", "sort", "after", "before", "label", "found", "x")


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=30)), max_size=20))
def test_whatever_stands_in_an_address_is_a_question(pairs: list[tuple[str, str]]) -> None:
    query = query_from(pairs)
    assert query_from(pairs_of(query)).filters == query.filters


def test_a_thousand_values_of_one_filter_are_cut() -> None:
    assert len(query_from([("owner", str(number)) for number in range(1_000)]).filters.owners) == 50


def test_what_is_due_comes_by_urgency_and_the_rest_by_age() -> None:
    assert default_order(LeadView.DUE) == (LeadSort.DUE, False)
    assert query_from([("view", "due")]).sort is LeadSort.DUE
    assert query_from([]).sort is LeadSort.CREATED


def test_the_audit_log_is_told_the_names_of_filters_only() -> None:
    assert chosen(LeadFilters(countries=("US",), since=date(2026, 11, 23))) == ("countries", "since")
