"""Whom "the second one" picks from what was told."""

import pytest

from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.ordinal import picked
from frontdesk.facts.question import Context
from frontdesk.values import Language
from tests.factories import make_fact, make_subject

EN, FR, NL, DE = Language.EN, Language.FR, Language.NL, Language.DE


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    facts = (
        make_fact(
            id="settled",
            subject="sector",
            also_about=("mithra", "ucb"),
            statement=dict.fromkeys(Language, "Companies such as UCB and Mithra have settled there."),
        ),
        make_fact(id="ucb-founded"),
        make_fact(id="mithra-founded", subject="mithra"),
    )
    subjects = (
        make_subject(),
        make_subject(id="mithra", names=dict.fromkeys(Language, "Mithra"), aliases=()),
        make_subject(id="sector", kind=SubjectKind.SECTOR),
    )
    return Knowledge.of(facts, subjects, ())


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        (EN, "the second one, what does it do", "mithra"),
        (EN, "and the first, is it large?", "ucb"),
        (EN, "the latter?", "mithra"),
        (FR, "la deuxième, elle fait quoi ?", "mithra"),
        (FR, "le premier est-il coté ?", "ucb"),
        (NL, "de tweede, wat doet die?", "mithra"),
        (DE, "was macht der zweite?", "mithra"),
    ],
)
def test_an_ordinal_picks_by_the_order_of_the_statement(
    language: Language, text: str, subject: str, knowledge: Knowledge
) -> None:
    assert picked(text, language, Context(None, None, ("settled",)), knowledge) == subject


def test_of_several_facts_an_ordinal_picks_the_subject_of_one(knowledge: Knowledge) -> None:
    told = Context("mithra", "founded_when", ("mithra-founded", "ucb-founded"))
    assert picked("the second one?", EN, told, knowledge) == "ucb"


@pytest.mark.parametrize("text", ["the first vaccine they made", "the third one?", "who founded it?"])
def test_what_is_no_place_among_those_named_picks_nobody(text: str, knowledge: Knowledge) -> None:
    assert picked(text, EN, Context(None, None, ("settled",)), knowledge) is None
