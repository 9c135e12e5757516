"""Words that a fact does not speak of."""

import pytest

from frontdesk.facts.vocabulary import Unexplained, Vocabulary, stems
from frontdesk.values import Language
from tests.factories import make_fact


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    jobs = {"attribute": "sector_jobs", "examples": {Language.EN: ("How many people work in biotech?",)}}
    facts = [
        make_fact(id="jobs", statement={Language.EN: "The sector counts 51,000 jobs."}, **jobs),
        make_fact(id="exports", statement={Language.EN: "It exports more than other sectors."}, examples={}),
    ]
    return Vocabulary.of(facts, {})


def test_a_question_in_the_words_of_a_fact_is_all_explained(vocabulary: Vocabulary) -> None:
    assert vocabulary.unexplained(stems("people working in biotech"), "jobs") == Unexplained(0, 0)


def test_a_word_the_fact_does_not_speak_of_weighs_more_than_common_ones(vocabulary: Vocabulary) -> None:
    asked = vocabulary.unexplained(stems("how many women work in the sector"), "jobs")
    assert asked.share > 1 / 4
    assert asked.strangest == 1


def test_a_fact_nobody_knows_explains_nothing(vocabulary: Vocabulary) -> None:
    assert vocabulary.unexplained(stems("jobs"), "gone").share == 1


def test_a_question_without_words_leaves_nothing_unexplained(vocabulary: Vocabulary) -> None:
    assert vocabulary.unexplained(stems("?!"), "jobs") == Unexplained(0, 0)
