"""A test question is answered at the desk by the same way as a visitor's, with the reasons, and nothing of it is kept."""

from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.facts.model import FactStatus
from frontdesk.staff.role import Role
from frontdesk.values import Language
from tests.desk.office import Colleague, Office, text_of
from tests.desk.reading import away, read_as, reading
from tests.factories import NOON, make_book, make_fact

pytestmark = pytest.mark.web

FOUNDED = make_fact()


@pytest.fixture
def reader(office: Office) -> Colleague:
    book = make_book(FOUNDED, make_fact(id="ucb-today", value="9000", status=FactStatus.DRAFT))
    office.installation.stores.facts.import_book(book, author="import", reason="", at=NOON, retract_missing=False)
    return office.signed_in(Role.VIEWER)


def asked(colleague: Colleague, question: str, language: str = "en") -> str:
    response = colleague.post("/desk/knowledge/preview", {"question": question, "language": language})
    assert response.status_code == 200
    return response.text


def test_the_answer_is_that_of_the_answering_service_with_its_source_and_its_reasons(
    office: Office, reader: Colleague
) -> None:
    read = read_as("ask_founded_when", near=(FOUNDED.id,), subject="ucb")
    office.installation.rasa.script = reading(When_was_UCB_founded=read)
    page = asked(reader, "When was UCB founded")
    shown = text_of(page)
    assert "UCB was founded in 1928. (en)" in shown
    assert "A buzzing biotech scene" in shown
    assert "ask_founded_when 96%" in shown
    assert 'href="/desk/knowledge/ucb-founded"' in page
    assert "stated" in shown
    assert office.installation.rasa.calls == [{"text": "When was UCB founded", "language": "en"}]


def test_the_answer_is_in_the_language_the_message_is_in(office: Office, reader: Colleague) -> None:
    read = read_as("ask_founded_when", near=(FOUNDED.id,), subject="ucb", language={"chosen": "fr"})
    office.installation.rasa.script = reading(others=read)
    assert "UCB was founded in 1928. (fr)" in text_of(asked(reader, "UCB existe depuis quand"))


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        (read_as("greet"), "automated assistant"),
        (read_as("leave_enquiry"), "Opens the enquiry form"),
        (read_as("ask_privacy"), "/privacy"),
        (read_as("out_of_scope"), "Declines, another trade"),
        (read_as("ask_source"), "Nothing was said before"),
        (read_as("ask_revenue", subject="ucb"), "Refuses by name"),
        (read_as("change_language"), "Fixed sentence"),
    ],
)
def test_what_is_no_question_is_answered_by_the_sentence_a_visitor_gets(
    office: Office, reader: Colleague, read: dict[str, Any], shown: str
) -> None:
    office.installation.rasa.script = reading(others=read)
    assert shown in text_of(asked(reader, "whatever it is"))


def test_nothing_of_a_test_question_is_kept(office: Office, reader: Colleague) -> None:
    office.installation.rasa.script = reading(others=read_as("nlu_fallback"))
    asked(reader, "What is the meaning of it all")
    with office.installation.stores.database.reading() as session:
        for table in ("conversations", "messages", "review_items"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table


def test_a_language_model_that_is_away_is_told_and_an_empty_question_refused(office: Office, reader: Colleague) -> None:
    office.installation.rasa.script = away
    assert "cannot be asked at the moment" in text_of(asked(reader, "When was UCB founded?"))
    empty = reader.post("/desk/knowledge/preview", {"question": " ", "language": "en"})
    assert empty.status_code == 422
    assert 'id="f-question-error"' in empty.text


def test_the_form_offers_a_question_about_the_fact_one_comes_from(reader: Colleague) -> None:
    page = reader.get("/desk/knowledge/preview?fact=ucb-founded").text
    assert FOUNDED.examples[Language.EN][0] in page
    assert reader.get("/desk/knowledge/preview?fact=gone").status_code == 404
