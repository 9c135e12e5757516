"""What answers are shown as: only what the cited facts and the very words of the answer make certain."""

from typing import Any

import pytest

from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.display import Display, Event, ShownFigure, display_of
from frontdesk.services.transcript import Author, CitedSource
from frontdesk.values import Language, PartialDate, Scope
from tests.factories import in_every_language, make_fact, make_message

FOUNDED = make_fact(id="ucb", value="1928", statement=in_every_language("UCB was founded in 1928"))
FIFTIES = make_fact(id="lab", value="early 1950s", statement=in_every_language("In the early 1950s a centre opened"))
LATER = make_fact(id="spin", value="1985", statement=in_every_language("In 1985 Eurogentec was created"))


def companies(value: str = "more than 350", **sentences: str) -> Any:
    usual = {
        "en": "According to the page, Wallonia has more than 350 biotech companies.",
        "fr": "Selon la page, la Wallonie compte plus de 350 entreprises de biotechnologie.",
        "nl": "Volgens de pagina telt Wallonië meer dan 350 biotechbedrijven.",
        "de": "Laut der Seite zählt Wallonien mehr als 350 Biotech-Unternehmen.",
    }
    written = {Language(tag): text for tag, text in (usual | sentences).items()}
    return make_fact(
        id="count", topic="statistics", value=value, statement=written, as_of=PartialDate(2024), scope=Scope.WALLONIA
    )


def shown(kind: str, text: str, *facts: Any, language: Language = Language.EN, **more: Any) -> Display:
    cited = tuple(CitedSource(fact.id, "A page", "https://example.org", "2026", "WAL") for fact in facts)
    message = make_message(author=Author.ASSISTANT, kind=kind, text=text, language=language, citations=cited, **more)
    return display_of(message, Knowledge.of(facts, [], []))


def listed(*facts: Any) -> str:
    return "In short – history:\n\n" + "\n\n".join(f"• {fact.statement[Language.EN]}" for fact in facts)


@pytest.mark.parametrize("kind", ["timeline", "overview"])
def test_a_list_of_events_is_a_timeline_of_its_own_lines(kind: str) -> None:
    display = shown(kind, listed(FOUNDED, LATER), FOUNDED, LATER)
    assert display.events == (
        Event("1928", FOUNDED.statement[Language.EN]),
        Event("1985", LATER.statement[Language.EN]),
    )


def test_an_event_known_less_exactly_than_to_the_year_shows_no_year() -> None:
    display = shown("timeline", listed(FOUNDED, FIFTIES), FOUNDED, FIFTIES)
    assert [event.date for event in display.events] == ["1928", None]


def test_a_list_that_is_not_in_the_order_of_years_is_no_timeline() -> None:
    assert shown("overview", listed(LATER, FOUNDED), LATER, FOUNDED) == Display()


def test_a_list_with_a_line_no_fact_states_is_no_timeline() -> None:
    assert shown("timeline", listed(FOUNDED, LATER) + "\n• Something else", FOUNDED, LATER) == Display()


@pytest.mark.parametrize(
    ("language", "value", "label"),
    [
        (Language.EN, "more than 350", "biotech companies"),
        (Language.FR, "plus de 350", "entreprises de biotechnologie"),
        (Language.NL, "meer dan 350", "biotechbedrijven"),
        (Language.DE, "mehr als 350", "Biotech-Unternehmen"),
    ],
)
def test_a_statistic_is_shown_in_the_words_of_the_answer(language: Language, value: str, label: str) -> None:
    fact = companies()
    display = shown("facts", fact.statement[language], fact, language=language)
    assert display.figures == (ShownFigure(value, "", label, "2024", "WAL"),)


@pytest.mark.parametrize(
    ("value", "english", "figure"),
    [
        ("EUR 4.1 billion", "It was 4.1 billion euros in 2019.", ("4.1", "billion euros", "in 2019")),
        ("5-10% a year", "It grew by 5% to 10% a year.", ("5% to 10", "%", "a year")),
        ("more than 51,000 jobs", "There are more than 51,000 jobs.", ("more than 51,000", "", "jobs")),
    ],
)
def test_units_ranges_and_large_numbers_stay_whole(value: str, english: str, figure: tuple[str, str, str]) -> None:
    fact = companies(value, en=english)
    (shown_one,) = shown("facts", english, fact).figures
    assert (shown_one.value, shown_one.unit, shown_one.label) == figure


@pytest.mark.parametrize(
    ("value", "english"),
    [
        ("1st in the EU", "It ranks 1st in the EU."),
        ("574 in 2021, 506 in 2016", "It approved 574 in 2021, against 506 in 2016."),
        ("more than EUR 90 billion", "Exports exceeded 90 billion euros."),
        ("4x", "It is four times as much."),
    ],
)
def test_what_would_claim_more_than_the_source_is_no_figure(value: str, english: str) -> None:
    assert shown("facts", english, companies(value, en=english)) == Display()


def test_a_fact_that_changed_since_the_answer_is_not_shown_beside_it() -> None:
    assert shown("facts", "Wallonia has more than 300 companies.", companies()) == Display()


def test_a_refusal_shows_no_figure() -> None:
    fact = companies()
    assert shown("refusal", fact.statement[Language.EN], fact) == Display()
