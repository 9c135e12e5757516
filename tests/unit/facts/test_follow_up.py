"""What a question asks once the words by which it leans on the last answer are taken off."""

import pytest

from frontdesk.facts.follow_up import rest_of


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
