"""What a question asks once the words by which it leans on the last answer are taken off."""

import pytest

from frontdesk.facts.follow_up import follow_up, rest_of
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.question import Context, Mention, Question
from frontdesk.values import Language
from tests.factories import make_attribute, make_fact, make_subject


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("and Mithra?", "Mithra"),
        ("Et en Belgique ?", "en Belgique"),
        ("Ou en Belgique ?", "en Belgique"),
        ("Et où est GSK ?", "où est GSK"),
        ("what did you say about exports?", "exports"),
        ("same for employment", "for employment"),
    ],
)
def test_words_that_lean_on_the_last_answer_are_taken_off(text: str, rest: str) -> None:
    assert rest_of(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Où se trouve UCB ?",
        "En quelle année ?",
        "En Belgique, combien ?",
        "Où investir ?",
        "ou se trouve UCB",
        "Who founded UCB?",
    ],
)
def test_a_question_that_leans_on_nothing_keeps_all_its_words(text: str) -> None:
    assert rest_of(text) is None


@pytest.mark.parametrize(("last", "asked"), [("founded_when", "founded_when"), ("company_count", "activity")])
def test_and_a_name_asks_the_same_where_the_same_can_be_asked_of_it(last: str, asked: str) -> None:
    facts = (
        make_fact(id="ucb-founded"),
        make_fact(id="mithra-founded", subject="mithra"),
        make_fact(id="companies", subject="walloon-biotech", attribute="company_count", topic="statistics"),
    )
    subjects = (make_subject(), make_subject(id="mithra"), make_subject(id="walloon-biotech", kind=SubjectKind.SECTOR))
    attributes = (make_attribute(), make_attribute(id="company_count", topic="statistics"))
    question = Question(
        "and Mithra?", Language.EN, "follow_up_subject", mentions=(Mention("mithra", written="Mithra"),)
    )
    knowledge = Knowledge.of(facts, subjects, attributes)
    assert follow_up(question, Context("ucb", last), knowledge).attributes == {asked: 1.0}
