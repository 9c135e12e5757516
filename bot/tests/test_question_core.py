"""What of a message asks."""

import pytest

from bot.components.question_core import question_core


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("hi, jobs in biotech?? rough nr", "jobs in biotech?? rough nr"),
        ("Could you please tell me how many firms there are", "how many firms there are"),
        ("As a founder, what would I pay?", "what would I pay?"),
        ("Quick one: how many women work there?", "how many women work there?"),
        ("Je suis doctorante : comment postuler ?", "comment postuler ?"),
        ("Ik had graag geweten waar Mithra vandaan komt.", "waar Mithra vandaan komt."),
        ("Ich wüsste gern, wie viele Firmen es gibt.", "wie viele Firmen es gibt."),
        ("Hallo! Als Gründerin: Welche Miete zahle ich?", "Welche Miete zahle ich?"),
    ],
)
def test_what_stands_ahead_of_a_question_is_left_out(text: str, core: str) -> None:
    assert question_core(text) == core


@pytest.mark.parametrize(
    "text",
    [
        "tell me more",
        "Good morning",
        "We are Acme Bio from Boston, 40M, write to ann@acme.example",
        "Wie groß ist UCB?",
        "",
        "   ",
        "?!",
    ],
)
def test_what_asks_nothing_or_nothing_else_stays_whole(text: str) -> None:
    assert question_core(text) == text


def test_a_name_ahead_of_a_question_is_never_cut_off() -> None:
    text = "As an investor in Flanders, how many firms are there?"
    assert question_core(text, [(18, 26)]) == text


def test_a_very_long_text_takes_no_time_to_speak_of() -> None:
    assert question_core("hi " * 700 + "how many firms?").endswith("how many firms?")
