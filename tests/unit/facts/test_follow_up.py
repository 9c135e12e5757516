"""What a question asks once the words by which it leans on the last answer are taken off."""

import pytest

from frontdesk.facts.follow_up import follow_up, rest_of, without_denied
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.question import Context, Mention, Question
from frontdesk.values import Language, Scope
from tests.factories import make_attribute, make_fact, make_subject


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("and Mithra?", "Mithra"),
        ("Et en Belgique ?", "en Belgique"),
        ("Ou en Belgique ?", "en Belgique"),
        ("Et où est GSK ?", "où est GSK"),
        ("what did you say about exports?", "exports"),
        ("same for employment", "for employment"),
    ],
)
def test_words_that_lean_on_the_last_answer_are_taken_off(text: str, rest: str) -> None:
    assert rest_of(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Où se trouve UCB ?",
        "En quelle année ?",
        "En Belgique, combien ?",
        "Où investir ?",
        "ou se trouve UCB",
        "Who founded UCB?",
    ],
)
def test_a_question_that_leans_on_nothing_keeps_all_its_words(text: str) -> None:
    assert rest_of(text) is None


@pytest.mark.parametrize(("last", "asked"), [("founded_when", "founded_when"), ("company_count", "activity")])
def test_and_a_name_asks_the_same_where_the_same_can_be_asked_of_it(last: str, asked: str) -> None:
    facts = (
        make_fact(id="ucb-founded"),
        make_fact(id="mithra-founded", subject="mithra"),
        make_fact(id="companies", subject="walloon-biotech", attribute="company_count", topic="statistics"),
    )
    subjects = (make_subject(), make_subject(id="mithra"), make_subject(id="walloon-biotech", kind=SubjectKind.SECTOR))
    attributes = (make_attribute(), make_attribute(id="company_count", topic="statistics"))
    question = Question(
        "and Mithra?", Language.EN, "follow_up_subject", mentions=(Mention("mithra", written="Mithra"),)
    )
    knowledge = Knowledge.of(facts, subjects, attributes)
    assert follow_up(question, Context("ucb", last), knowledge).attributes == {asked: 1.0}


def _knowledge() -> Knowledge:
    facts = (
        make_fact(id="founded", also_answers=("founded_by",), also_about=("martial",)),
        make_fact(id="hormone", subject="martial", attribute="achievement"),
        make_fact(id="figure", subject="walloon-biotech", attribute="sector_jobs", topic="statistics"),
        make_fact(id="staff", attribute="headcount", topic="companies"),
        make_fact(id="approval", subject="trials", attribute="approval_time", topic="services"),
    )
    subjects = (
        make_subject(),
        make_subject(id="martial", kind=SubjectKind.PERSON),
        make_subject(id="walloon-biotech", kind=SubjectKind.SECTOR, scope=Scope.WALLONIA),
        make_subject(id="trials", kind=SubjectKind.PROGRAMME),
    )
    topics = {"founded_when": "history", "founded_by": "history", "achievement": "people", "headcount": "companies"}
    topics |= {"sector_jobs": "statistics", "approval_time": "services", "clusters": "ecosystem"}
    attributes = tuple(make_attribute(id=name, topic=topic) for name, topic in topics.items())
    return Knowledge.of(facts, subjects, attributes)


def _asked(text: str, context: Context, **attributes: float) -> Question:
    question = Question(text, Language.EN, "ask", attributes=attributes)
    return follow_up(question, context, _knowledge())


def _subjects(question: Question) -> list[str]:
    return [mention.subject for mention in question.mentions]


def test_the_company_after_a_persons_deed_is_the_one_that_person_founded() -> None:
    after = Context("martial", "achievement", ("hormone",))
    assert _subjects(_asked("and the company, what does it do now", after, headcount=0.9)) == ["ucb"]


def test_how_many_people_work_there_after_a_figure_of_the_sector_asks_of_the_sector() -> None:
    after = Context("walloon-biotech", "company_count", ("figure",))
    asked = _asked("and how many people work there", after, headcount=0.5, sector_jobs=0.4)
    assert asked.attributes == {"sector_jobs": 1.0}


def test_since_when_of_something_nobody_founded_asks_for_the_same_again() -> None:
    after = Context("trials", "approval_time", ("approval",))
    assert _asked("since when does this run", after, founded_when=0.9).attributes == {"approval_time": 1.0}


def test_since_when_of_a_company_asks_when_it_was_founded() -> None:
    after = Context("ucb", "headcount", ("staff",))
    asked = _asked("since when does it exist", after, founded_when=0.9)
    assert (asked.attributes, _subjects(asked)) == ({"founded_when": 0.9}, ["ucb"])


def test_they_are_whom_the_last_answer_was_about_whatever_is_asked_of_them() -> None:
    after = Context("ucb", "founded_when", ("founded",))
    assert _subjects(_asked("do they have room for start-ups", after, clusters=0.9)) == ["ucb"]


def test_whom_a_question_does_not_mean_is_left_out() -> None:
    named = (Mention("ucb", written="UCB"), Mention("trials", written="trials"))
    question = Question("no, not UCB, the trials", Language.EN, "ask", mentions=named)
    assert _subjects(without_denied(question)) == ["trials"]
