"""What made-up visitors say is there in every language and bounded."""

import pytest

from frontdesk.values import Language
from frontdesk.wiring.serving_load import plan_talks


@pytest.mark.parametrize("questions", [1, 9, 40, 203])
def test_exactly_so_many_questions_are_asked(questions: int) -> None:
    assert sum(len(talk.questions) for talk in plan_talks(questions, with_enquiries=True)) == questions


def test_talks_are_held_in_all_four_languages_and_leave_enquiries_in_each() -> None:
    talks = plan_talks(200, with_enquiries=True)
    assert {talk.language for talk in talks} == {language.value for language in Language}
    assert {talk.language for talk in talks if talk.enquiry} == {language.value for language in Language}


def test_without_enquiries_nobody_leaves_one() -> None:
    assert not any(talk.enquiry for talk in plan_talks(200, with_enquiries=False))
