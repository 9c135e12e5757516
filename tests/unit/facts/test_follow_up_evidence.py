"""What is weighed where a question follows an answer."""

from typing import Any

from frontdesk.facts.follow_up_evidence import FollowUpEvidence, Turn, weigh
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.question import Context, Question
from frontdesk.values import Language
from tests.factories import in_every_language, make_attribute, make_calibration, make_fact, make_subject

FOUNDED = make_fact(statement=in_every_language("UCB was founded in Brussels in 1928 by Emmanuel Janssen."))
PLANT = make_fact(
    id="plant", attribute="capacity", statement=in_every_language("UCB runs a plant in Braine that treats 300 people.")
)
OTHER = make_fact(id="other", subject="mithra", attribute="capacity")
KNOWLEDGE = Knowledge.of(
    (FOUNDED, PLANT, OTHER),
    (make_subject(), make_subject(id="mithra", names=dict.fromkeys(Language, "Mithra"), aliases=())),
    (make_attribute(id=FOUNDED.attribute), make_attribute(id="capacity")),
)
AFTER = Context(FOUNDED.subject, FOUNDED.attribute, (FOUNDED.id,))


def evidence(text: str, *, same_message: bool = False, **question: Any) -> dict[str, FollowUpEvidence]:
    asked = Question(text=text, act="nlu_fallback", language=Language.EN, **question)
    turn = Turn(asked, asked, AFTER, frozenset({"other"}), same_message=same_message)
    return {one.fact.id: one.evidence for one in weigh(turn, KNOWLEDGE, make_calibration())}


def test_what_was_told_its_neighbours_and_what_the_rules_state_may_be_meant() -> None:
    found = evidence("and in which town?")
    assert list(found) == [FOUNDED.id, "plant", "other"]
    assert (found[FOUNDED.id].told, found["plant"].told) == (1.0, 0.0)
    assert (found["plant"].same_subject, found["other"].same_subject) == (1.0, 0.0)
    assert (found["other"].by_rules, found["plant"].claimed_by_rules) == (1.0, 1.0)


def test_words_that_a_fact_states_speak_for_it() -> None:
    found = evidence("is that in Braine")
    assert (found["plant"].states, found["other"].states) == (1.0, 0.0)


def test_a_date_that_a_fact_lacks_speaks_against_it() -> None:
    found = evidence("since what year")
    assert (found[FOUNDED.id].lacks_kind, found["plant"].lacks_kind) == (0.0, 1.0)
    assert found[FOUNDED.id].told_has_kind == 1.0


def test_a_question_beside_another_leans_on_what_that_was_told() -> None:
    assert evidence("by whom", same_message=True)[FOUNDED.id].told_joined == 1.0
    assert evidence("by whom")[FOUNDED.id].told_joined == 0.0
    assert evidence("by whom")[FOUNDED.id].told_leaning == 1.0


def test_a_question_that_the_model_does_not_know_leaves_room_for_what_was_told() -> None:
    assert evidence("by whom")[FOUNDED.id].told_unsure == 1.0
    assert evidence("by whom", attributes={"capacity": 0.75})[FOUNDED.id].told_unsure == 0.25
