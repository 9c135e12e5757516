"""What becomes of the answers to questions that follow another, where more than the rules is weighed."""

import pytest

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.follow_up_evidence import NAMES, Turn
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.question import Context, Question
from frontdesk.facts.second_opinion import SecondOpinion
from frontdesk.services.second_look import LearnedLook
from frontdesk.values import Language
from tests.factories import in_every_language, make_attribute, make_calibration, make_fact, make_subject

TOLD = make_fact(statement=in_every_language("UCB was founded in 1928 by Emmanuel Janssen."))
RIVAL = make_fact(id="rival", attribute="capacity", statement=in_every_language("UCB makes tablets."))
KNOWLEDGE = Knowledge.of(
    (TOLD, RIVAL), (make_subject(),), (make_attribute(id=TOLD.attribute), make_attribute(id="capacity"))
)
STATED = Answer(AnswerKind.FACTS, (RIVAL,), "capacity")
ASKED_BACK = Answer(AnswerKind.CLARIFICATION, suggestions=(RIVAL,))


def look(text: str, answer: Answer) -> Answer:
    weights = dict.fromkeys(NAMES, 0.0) | {"told_states": 8.0, "by_rules": 1.0, "lacks_kind": -8.0}
    opinion = SecondOpinion(weights, constant=-3.0, state_from=0.6, none_from=0.9)
    question = Question(text=text, act="nlu_fallback", language=Language.EN)
    context = Context(TOLD.subject, TOLD.attribute, (TOLD.id,))
    turn = Turn(question, question, context, frozenset(fact.id for fact in answer.facts))
    return LearnedLook(opinion, make_calibration())(turn, answer, KNOWLEDGE)


@pytest.mark.parametrize("answer", [STATED, ASKED_BACK])
def test_the_fact_surely_meant_is_stated(answer: Answer) -> None:
    found = look("was that Emmanuel Janssen", answer)
    assert found.kind is AnswerKind.FACTS
    assert found.facts == (TOLD,)
    assert found.context.facts == (TOLD.id,)


def test_what_is_surely_not_meant_is_offered_instead_of_claimed() -> None:
    found = look("for how long", STATED)
    assert found.kind is AnswerKind.CLARIFICATION
    assert found.suggestions == (RIVAL,)
    assert not found.facts


@pytest.mark.parametrize("answer", [STATED, ASKED_BACK])
def test_in_doubt_the_answer_is_left(answer: Answer) -> None:
    assert look("what of Emmanuel and his cousins and tablets", answer) is answer


def test_another_region_is_told_by_its_name_alone() -> None:
    answer = Answer(AnswerKind.OTHER_REGION)
    assert look("was that Emmanuel Janssen", answer) is answer
