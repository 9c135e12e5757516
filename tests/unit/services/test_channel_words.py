"""What somebody does who writes a word to a messenger."""

import pytest

from frontdesk.services.channel import Happening
from frontdesk.services.channel_words import happening_of


@pytest.mark.parametrize("text", ["/erase", "erase", "Effacer", " wissen ", "/LÖSCHEN"])
def test_one_word_in_any_language_erases(text: str) -> None:
    assert happening_of(text) is Happening.ERASURE_WANTED


@pytest.mark.parametrize("text", ["please erase the second line", "erase everything", "wissen Sie das?", "//erase x"])
def test_the_word_among_others_is_said(text: str) -> None:
    assert happening_of(text) is Happening.SAID


def test_beginning_and_nothing_are_told_apart() -> None:
    assert happening_of("/start") is Happening.BEGUN
    assert happening_of(" \n") is Happening.SENT_SOMETHING_ELSE
