"""A message in the parts a messenger takes: nothing is lost, no part is too long, and a cut is where a reader would make it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.services.transcript import Author, CitedSource, Message, NewMessage, QuickReply
from frontdesk.values import Language
from frontdesk.web.channels.presentation import parts, shortened, shown
from frontdesk.web.channels.telegram import _utf16_units
from frontdesk.wiring.notices import notice_catalogue
from tests.factories import NOON

NOTICES = notice_catalogue()
SOURCE = CitedSource("f1", "UCB annual report", "https://ucb.example/r?a=1&b=2", "2025-12", "BE")
BUTTONS = (QuickReply("7-a", "Yes", "/affirm"), QuickReply("7-b", "No, thank you", "/deny"))


def message(text: str, author: Author = Author.ASSISTANT, **more: object) -> Message:
    return Message(1, "c", NewMessage(author, text, Language.EN, NOON, **more))  # type: ignore[arg-type]


@given(st.text(max_size=400), st.integers(2, 50))
def test_parts_hold_every_sign_in_order_and_none_is_too_long(text: str, limit: int) -> None:
    found = parts(text, limit, _utf16_units)
    assert all(0 < _utf16_units(part) <= limit for part in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@given(st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1F9FF), min_size=3, max_size=60))
def test_signs_of_two_units_are_counted_as_two_and_never_torn(text: str) -> None:
    found = parts(text, 5, _utf16_units)
    assert "".join(found) == text
    assert {_utf16_units(part) for part in found[:-1]} == ({4} if len(found) > 1 else set())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three four", ("one two", "three four")),
        ("first\n\nsecond one", ("first", "second one")),
        ("a first\nsecond", ("a first", "second")),
        ("abcdefghijklmnop", ("abcdefghijk", "lmnop")),
        ("a bcdefghijklm", ("a bcdefghij", "klm")),  # a space in the first half would leave half a part empty
        ("   ", ()),
        ("", ()),
    ],
)
def test_a_cut_is_at_a_paragraph_a_line_or_a_word(text: str, expected: tuple[str, ...]) -> None:
    assert parts(text, 11) == expected


def test_a_person_s_name_comes_before_and_sources_come_after() -> None:
    assert shown(message("Hello", Author.STAFF, staff_name="Marie"), NOTICES, limit=99).texts == ("Marie: Hello",)
    cited = shown(message("1928.", citations=(SOURCE,)), NOTICES, limit=999)
    assert cited.texts == ("1928.\n\nSource: UCB annual report (2025-12)\nhttps://ucb.example/r?a=1&b=2",)


def test_choices_are_buttons_or_words_never_both() -> None:
    asked = message("Agreed?", quick_replies=BUTTONS)
    assert shown(asked, NOTICES, limit=99).buttons == BUTTONS
    assert shown(asked, NOTICES, limit=99).texts == ("Agreed?",)
    listed = shown(asked, NOTICES, limit=99, buttons=False)
    assert (listed.texts, listed.buttons) == (("Agreed?\n\n– Yes\n– No, thank you",), ())


@given(st.text(min_size=1, max_size=80), st.integers(3, 40))
def test_a_title_is_whole_or_says_that_it_is_not(title: str, limit: int) -> None:
    cut = shortened(title, limit)
    assert len(cut) <= limit
    assert cut == title or (cut.endswith("…") and title.startswith(cut[:-1]))
