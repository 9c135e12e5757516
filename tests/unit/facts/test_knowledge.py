"""The indexes of a snapshot."""

import pytest

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import FactStatus
from tests.factories import make_attribute, make_fact, make_subject

PRESS = make_fact(id="press", also_about=("janssen",), also_answers=("founded_by",))
PERSON = make_fact(id="person", subject="janssen", attribute="founded_by", topic="people")
DRAFT = make_fact(id="draft", status=FactStatus.DRAFT)
RETRACTED = make_fact(id="gone", status=FactStatus.RETRACTED)


@pytest.fixture
def knowledge() -> Knowledge:
    facts = (PRESS, PERSON, DRAFT, RETRACTED)
    return Knowledge.of(facts, [make_subject()], [make_attribute()], version=7)


def test_only_published_facts_are_known(knowledge: Knowledge) -> None:
    assert list(knowledge.facts) == ["press", "person"]
    assert knowledge.fact("draft") is None
    assert knowledge.fact("gone") is None


def test_main_subject_comes_before_side_remark(knowledge: Knowledge) -> None:
    assert knowledge.about("janssen") == (PERSON, PRESS)
    assert knowledge.about("ucb") == (PRESS,)


def test_subject_and_attribute_narrow_each_other(knowledge: Knowledge) -> None:
    assert knowledge.about("ucb", "founded_by") == (PRESS,)
    assert knowledge.about("ucb", "headcount") == ()
    assert knowledge.about("nobody") == ()


def test_main_attribute_comes_before_also_answered(knowledge: Knowledge) -> None:
    assert knowledge.answering("founded_by") == (PERSON, PRESS)
    assert knowledge.answering("founded_when") == (PRESS,)


def test_topics_hold_their_facts(knowledge: Knowledge) -> None:
    assert knowledge.in_topic("people") == (PERSON,)
    assert knowledge.in_topic("covid") == ()


def test_subjects_and_attributes_are_found_by_id(knowledge: Knowledge) -> None:
    assert knowledge.subject("ucb") == make_subject()
    assert knowledge.attribute("founded_when") == make_attribute()
    assert knowledge.subject("?") is None
    assert knowledge.attribute("?") is None


def test_a_snapshot_cannot_be_changed(knowledge: Knowledge) -> None:
    with pytest.raises(TypeError):
        knowledge.facts["press"] = PERSON  # type: ignore[index]
