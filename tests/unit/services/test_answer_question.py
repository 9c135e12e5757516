"""Which answer a question gets, from understanding and facts alone."""

import pytest

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.question import NOTHING_YET, Context, Mention, Question
from frontdesk.services.answer_question import answer_question
from frontdesk.values import Language, Scope
from tests.factories import in_every_language, make_attribute, make_calibration, make_fact, make_subject

CALIBRATION = make_calibration()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    facts = (
        make_fact(id="ucb-founded", also_answers=("founded_by",)),
        make_fact(id="ucb-today", attribute="activity", topic="companies", value="biopharma"),
        make_fact(id="mithra-founded", subject="mithra", value="1999"),
        make_fact(
            id="companies", subject="walloon-biotech", attribute="company_count", topic="statistics", value="350"
        ),
        make_fact(id="share", subject="belgian-biotech", attribute="market_share", topic="statistics", value="24%"),
    )
    subjects = (
        make_subject(),
        make_subject(id="mithra", aliases=()),
        make_subject(id="walloon-biotech", kind=SubjectKind.SECTOR),
        make_subject(id="belgian-biotech", kind=SubjectKind.SECTOR),
        make_subject(id="wallonia", kind=SubjectKind.REGION, scope=Scope.WALLONIA),
        make_subject(
            id="flanders", kind=SubjectKind.REGION, scope=None, names=dict.fromkeys(Language, "Flanders"), aliases=()
        ),
    )
    attributes = (
        make_attribute(),
        make_attribute(id="founded_by"),
        make_attribute(id="activity", topic="companies"),
        make_attribute(id="company_count", topic="statistics"),
        make_attribute(id="market_share", topic="statistics"),
        make_attribute(id="revenue", topic="companies", held=False),
        make_attribute(id="energy_cost", topic="logistics", held=False),
    )
    return Knowledge.of(facts, subjects, attributes)


def asked(attribute: str, *subjects: str, context: Context = NOTHING_YET, **given: object) -> tuple[Question, Context]:
    usual: dict[str, object] = {
        "text": "…",
        "language": Language.EN,
        "act": f"ask_{attribute}",
        "confidence": 0.9,
        "attributes": {attribute: 0.9},
        "mentions": tuple(Mention(subject) for subject in subjects),
    }
    return Question(**(usual | given)), context  # type: ignore[arg-type]


def ids(answer: Answer) -> list[str]:
    return [fact.id for fact in answer.facts]


def test_a_named_subject_is_answered_by_its_fact(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("founded_when", "mithra"), knowledge, CALIBRATION)
    assert (answer.kind, ids(answer)) == (AnswerKind.FACTS, ["mithra-founded"])


def test_two_named_subjects_are_both_answered(knowledge: Knowledge) -> None:
    assert ids(answer_question(*asked("founded_when", "mithra", "ucb"), knowledge, CALIBRATION)) == [
        "mithra-founded",
        "ucb-founded",
    ]


def test_an_attribute_no_fact_holds_is_refused_by_name_with_what_is_near(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("revenue", "ucb"), knowledge, CALIBRATION)
    assert answer.kind is AnswerKind.REFUSAL
    assert (answer.attribute, [subject.id for subject in answer.subjects]) == ("revenue", ["ucb"])
    assert {fact.id for fact in answer.suggestions} == {"ucb-founded", "ucb-today"}


def test_an_attribute_held_for_others_only_is_refused_by_name(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("founded_by", "mithra"), knowledge, CALIBRATION)
    assert (answer.kind, ids(answer)) == (AnswerKind.REFUSAL, [])


def test_a_name_we_do_not_know_never_gets_another_subjects_fact(knowledge: Knowledge) -> None:
    context = Context("ucb", "founded_when", ("ucb-founded",))
    answer = answer_question(*asked("founded_when", context=context, unknown_names=("Roche",)), knowledge, CALIBRATION)
    assert (answer.kind, answer.unknown_name) == (AnswerKind.UNKNOWN_NAME, "Roche")


def test_a_word_of_our_own_questions_is_nobodys_name(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("founded_when", unknown_names=("Question",)), knowledge, CALIBRATION)
    assert answer.kind is AnswerKind.CLARIFICATION


def test_the_subject_of_the_last_answer_is_carried_over(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("founded_by", context=Context("ucb", "activity")), knowledge, CALIBRATION)
    assert ids(answer) == ["ucb-founded"]


def test_and_mithra_asks_the_last_attribute_again(knowledge: Knowledge) -> None:
    question, context = asked(
        "x", "mithra", act="follow_up_subject", attributes={}, context=Context("ucb", "founded_when")
    )
    assert ids(answer_question(question, context, knowledge, CALIBRATION)) == ["mithra-founded"]


def test_without_a_subject_the_visitor_is_asked_which(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("founded_when"), knowledge, CALIBRATION)
    assert answer.kind is AnswerKind.CLARIFICATION
    assert {fact.id for fact in answer.suggestions} == {"ucb-founded", "mithra-founded"}


def test_a_sector_figure_needs_no_subject(knowledge: Knowledge) -> None:
    assert ids(answer_question(*asked("company_count", similar={"companies": 0.7}), knowledge, CALIBRATION)) == [
        "companies"
    ]


def test_a_belgian_figure_asked_for_wallonia_is_marked(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("market_share", "wallonia", similar={"share": 0.7}), knowledge, CALIBRATION)
    assert (ids(answer), answer.asked_scope) == (["share"], Scope.WALLONIA)


def test_another_region_gets_no_walloon_figure(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("company_count", "flanders", similar={"companies": 0.9}), knowledge, CALIBRATION)
    assert answer.kind is AnswerKind.OTHER_REGION


def test_a_fact_that_speaks_of_another_region_is_stated(knowledge: Knowledge) -> None:
    facts = (
        make_fact(
            id="compared",
            subject="walloon-biotech",
            attribute="company_count",
            statement=in_every_language("More than Flanders."),
        ),
    )
    told = Knowledge.of(facts, knowledge.subjects.values(), knowledge.attributes.values())
    assert ids(answer_question(*asked("company_count", "flanders", similar={"compared": 0.7}), told, CALIBRATION)) == [
        "compared"
    ]


def test_a_rejected_message_near_nothing_is_out_of_scope(knowledge: Knowledge) -> None:
    question, context = asked("company_count", act="nlu_fallback", attributes={}, similar={"companies": 0.3})
    assert answer_question(question, context, knowledge, CALIBRATION).kind is AnswerKind.OUT_OF_SCOPE


def test_a_rejected_message_near_a_fact_is_asked_back(knowledge: Knowledge) -> None:
    question, context = asked("company_count", act="nlu_fallback", attributes={}, similar={"companies": 0.8})
    answer = answer_question(question, context, knowledge, CALIBRATION)
    assert (answer.kind, [fact.id for fact in answer.suggestions]) == (AnswerKind.CLARIFICATION, ["companies"])


def test_a_chosen_fact_is_stated(knowledge: Knowledge) -> None:
    question, context = asked("x", act="choose_fact", attributes={}, chosen_fact="share")
    assert ids(answer_question(question, context, knowledge, CALIBRATION)) == ["share"]


def test_an_attribute_without_facts_and_subject_is_refused(knowledge: Knowledge) -> None:
    answer = answer_question(*asked("energy_cost"), knowledge, CALIBRATION)
    assert (answer.kind, answer.attribute) == (AnswerKind.REFUSAL, "energy_cost")


def test_facts_each_hardly_to_be_believed_are_asked_back_although_one_of_them_must_be_meant(
    knowledge: Knowledge,
) -> None:
    held = [make_fact(id=f"fact-{n}", subject="walloon-biotech", attribute="company_count") for n in range(5)]
    many = Knowledge.of(held, tuple(knowledge.subjects.values()), tuple(knowledge.attributes.values()))
    question, context = asked("x", act="nlu_fallback", attributes={}, similar={fact.id: 0.97 for fact in held})
    answer = answer_question(question, context, many, CALIBRATION)
    assert answer.kind is AnswerKind.CLARIFICATION


def test_after_a_persons_company_the_company_is_talked_of() -> None:
    facts = (make_fact(also_answers=("founded_by",), also_about=("janssen",)),)
    people = (make_subject(), make_subject(id="janssen", kind=SubjectKind.PERSON, aliases=()))
    known = Knowledge.of(facts, people, (make_attribute(), make_attribute(id="founded_by")))
    answer = answer_question(*asked("founded_by", "janssen", similar={"ucb-founded": 0.9}), known, CALIBRATION)
    assert (ids(answer), answer.context.subject) == (["ucb-founded"], "ucb")
