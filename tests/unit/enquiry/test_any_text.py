"""No text whatever breaks a parser, and what is read survives the journey through a slot."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.enquiry import command
from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.numerals import number
from frontdesk.enquiry.parsing import Situation, harvest, read
from frontdesk.enquiry.period import Period
from frontdesk.enquiry.reading import DoubtKind
from frontdesk.enquiry.state import Answer, ConsentGiven, EnquiryState, OpenDoubt
from frontdesk.values import Language

TODAY = date(2026, 11, 23)
FRAGMENTS = st.sampled_from(
    "40M €2,5 Mio. Q3 2027 in 18 months jane@acme.com +32 470 12 34 56 we are from Acme NV private the US Germny 50-60 FTE "
    "my name is Dr. Jane de Vries ? ! , . - / ( ) ² ½ \u0130 \u00df \0 \ud83d\ude00 \u202e 1.2.3.4 99999999999999999999 asap H1 of".split(
        " "
    )
)
TEXT = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=20).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXT, language=st.sampled_from(Language), country=st.sampled_from([None, "BE", "US"]))
def test_no_text_breaks_a_parser(text: str, language: Language, country: str | None) -> None:
    at = Situation(language, TODAY, country)
    for field in DATA:
        reading = read(field, text, at)
        assert reading is None or (reading.value and json.dumps(reading.value))
    assert set(harvest(text, at)) <= set(DATA)
    command.command(text)
    command.field_spoken_of(text)
    assert command.corrects(text) in {True, False}


@pytest.mark.parametrize("field", [Field.CONSENT, Field.CONFIRM])
def test_consent_and_confirmation_have_no_value_to_read(field: Field) -> None:
    assert read(field, "yes", Situation(Language.EN, TODAY)) is None


@pytest.mark.parametrize(
    "text", ["2027", "2027-H1", "2027-H2", "2027-Q1", "2027-Q4", "2027-03", "2027-01/2027-04", "2027-01/2028-12"]
)
def test_period_prints_as_it_was_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize("text", ["asap", "", "soon", "27", "2027-Q5"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)


def test_months_ahead_are_counted_from_today() -> None:
    assert Period.parse("2027-03").months_ahead(TODAY) == 4
    assert Period.parse("2026").months_ahead(TODAY) == 0


def test_state_survives_the_journey_through_a_slot() -> None:
    state = EnquiryState(
        "e1",
        ConsentGiven("2026-11-23T12:00:00+00:00", "fr"),
        Field.EMAIL,
        {Field.NAME: Answer("Zoë", "je suis Zoë")},
        {Field.INVESTMENT: OpenDoubt("EUR 5", "5", DoubtKind.CURRENCY)},
        frozenset({Field.PHONE}),
        {Field.EMAIL: 2},
        "m1",
    )
    assert EnquiryState.from_json(state.to_json()) == state


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Yes, please!", "affirm"),
        ("oui", "affirm"),
        ("Non merci.", "deny"),
        ("sla over", "skip"),
        ("Sorry, I don't know", "skip"),
        ("-", "skip"),
        ("abbrechen", "cancel"),
        ("zurück", "go_back"),
        ("wie bitte?", "repeat"),
        ("yes and no", None),
    ],
)
def test_whole_message_is_a_command(text: str, meaning: str | None) -> None:
    assert command.command(text) == meaning


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("How many are there", True),
        ("wie viele gibt es?", True),
        ("Combien d'emplois sont créés", True),
        ("Wie Chen", False),
        ("a plant", False),
        ("?!", False),
    ],
)
def test_question_is_told_from_an_answer(text: str, asks: bool) -> None:  # noqa: FBT001 - a column of the table
    assert command.is_question(text) is asks


@pytest.mark.parametrize("text", ["", "abc", "1x", "-1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(text, Language.EN)


def test_consent_is_asked_before_everything() -> None:
    assert EnquiryState("e1").next_field() is Field.CONSENT
