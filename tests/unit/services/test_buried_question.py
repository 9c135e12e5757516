"""Where a long message begins to ask."""

from frontdesk.services.buried_question import buried_questions
from frontdesk.values import Language


def test_a_question_is_found_behind_what_is_told() -> None:
    text = "So we were talking at lunch about your region, and my colleague asked how many firms there are, because he is curious"
    assert "how many firms there are" in buried_questions(text, Language.EN)


def test_a_german_question_is_found_behind_what_is_told() -> None:
    text = "Ja also, ich sitze hier gerade im Zug und überlege mir schon länger, wie viele Firmen es da gibt, weil mein Chef fragt"
    assert "wie viele Firmen es da gibt" in buried_questions(text, Language.DE)


def test_a_short_message_buries_nothing() -> None:
    assert buried_questions("So tell me how many firms there are", Language.EN) == ()


def test_a_long_message_that_asks_nothing_buries_nothing() -> None:
    assert buried_questions("we " * 20, Language.EN) == ()


def test_no_more_is_read_than_a_visitor_can_wait_for() -> None:
    assert len(buried_questions("and where do we go now " * 60, Language.EN)) == 3
