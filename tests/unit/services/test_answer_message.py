"""What becomes of messages that lean on the last answer or ask several questions."""

from collections.abc import Mapping
from typing import Any

import pytest

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import SubjectKind
from frontdesk.facts.question import NOTHING_YET, Context, Question
from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.services.answer_message import MOST_READ, answer_message
from frontdesk.services.answer_one import Answering
from frontdesk.services.parsed_question import question_from_parse
from frontdesk.services.reading import ReadingFailed
from frontdesk.values import Language, Scope
from tests.factories import in_every_language, make_attribute, make_fact, make_subject

WORDS = {
    "founded_by": ("who",),
    "founded_when": ("when", "founding"),
    "revenue": ("revenue",),
    "headcount": ("headcount", "employees", "bigger"),
    "company_count": ("companies",),
    "sector_jobs": ("jobs", "employment"),
    "history": ("happened",),
    "status_today": ("active",),
}
NAMES = {"ucb": "ucb", "mithra": "mithra", "mitra": "mithra", "belgium": "belgium", "wallonia": "wallonia"}


class WordReader:
    """Reads by single words, as a language model that is always sure."""

    def read(self, text: str, language: Language) -> Mapping[str, Any]:  # noqa: ARG002 - the port's
        words = text.lower().replace("?", " ").replace("(", " ").replace(")", " ").replace(",", " ").split()
        attribute = next((name for name, known in WORDS.items() if set(known) & set(words)), None)
        return {
            "text": text,
            "intent": {"name": f"ask_{attribute}" if attribute else "nlu_fallback", "confidence": 0.9},
            "entities": [
                {
                    "entity": "subject",
                    "value": NAMES[word],
                    "confidence": 0.83 if word == "mitra" else 1.0,
                    "text": word,
                }
                for word in words
                if word in NAMES
            ],
        }


class BrokenReader:
    """Is never there."""

    def read(self, text: str, language: Language) -> Mapping[str, Any]:  # noqa: ARG002 - the port's
        raise ReadingFailed("gone")


def by_attribute(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Answer as the answer service does when it is sure: by subject, attribute and territory."""
    attribute = question.sure_attribute
    if attribute is None:
        return Answer(AnswerKind.OUT_OF_SCOPE, context=context)
    named = [mention.subject for mention in question.mentions]
    subjects = tuple(knowledge.subjects[name] for name in named if name in {"ucb", "mithra"})
    scope = Scope.BELGIUM if "belgium" in named else Scope.WALLONIA
    facts = [fact for one in subjects for fact in knowledge.about(one.id, attribute)]
    if not subjects:
        facts = [fact for fact in knowledge.answering(attribute) if fact.scope is scope]
    told = Context(facts[0].subject if facts else next((one.id for one in subjects), None), attribute)
    if not facts:
        return Answer(AnswerKind.REFUSAL, attribute=attribute, subjects=subjects, context=told)
    told = Context(told.subject, attribute, tuple(fact.id for fact in facts))
    return Answer(AnswerKind.FACTS, tuple(facts), attribute, subjects, context=told)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    counted: dict[str, Any] = {"topic": "statistics", "attribute": "sector_jobs"}
    facts = (
        make_fact(also_answers=("founded_by",)),
        make_fact(
            id="ucb-today",
            attribute="status_today",
            topic="companies",
            value="multinational",
            statement=in_every_language("UCB is a multinational."),
        ),
        make_fact(id="mithra-founded", subject="mithra", value="1999", also_answers=("founded_by",)),
        make_fact(id="companies", subject="sector", scope=Scope.WALLONIA, **(counted | {"attribute": "company_count"})),
        make_fact(id="jobs", subject="sector", scope=Scope.WALLONIA, value="51,000", **counted),
        make_fact(id="jobs-belgium", subject="belgian-sector", value="43,000", **counted),
    )
    subjects = (
        make_subject(),
        make_subject(id="mithra", names=dict.fromkeys(Language, "Mithra"), aliases=()),
        make_subject(id="sector", kind=SubjectKind.SECTOR),
        make_subject(id="belgian-sector", kind=SubjectKind.SECTOR),
        make_subject(id="wallonia", kind=SubjectKind.REGION, scope=Scope.WALLONIA, names=in_every_language("Wallonia")),
        make_subject(id="belgium", kind=SubjectKind.REGION, names=in_every_language("Belgium")),
    )
    topics = {"company_count": "statistics", "sector_jobs": "statistics", "history": "history"}
    attributes = tuple(
        make_attribute(id=name, topic=topics.get(name, "history" if "founded" in name else "companies"))
        for name in WORDS
    )
    return Knowledge.of(facts, subjects, attributes)


def answer(text: str, knowledge: Knowledge, context: Context = NOTHING_YET, reader: Any = None) -> Answer:
    question = question_from_parse(WordReader().read(text, Language.EN), Language.EN)
    return answer_message(
        question, context, Answering(knowledge, by_attribute, TemplateRenderer(), reader or WordReader())
    )


def stated(found: Answer) -> list[str]:
    return [fact.id for fact in found.facts]


UCB = Context("ucb", "founded_by", ("ucb-founded",))
JOBS = Context("sector", "sector_jobs", ("jobs",))


def test_each_of_two_questions_is_answered(knowledge: Knowledge) -> None:
    found = answer("How many companies are there and how many jobs?", knowledge)
    assert found.kind is AnswerKind.SEVERAL
    assert stated(found) == ["companies", "jobs"]


def test_what_no_fact_answers_is_named_beside_what_is_answered(knowledge: Knowledge) -> None:
    found = answer("Who started UCB? What is its revenue?", knowledge)
    assert [(part.kind, part.attribute) for part in found.parts] == [
        (AnswerKind.FACTS, "founded_by"),
        (AnswerKind.REFUSAL, "revenue"),
    ]
    assert found.parts[1].subjects[0].id == "ucb"


def test_a_list_shares_the_subject_it_names_last(knowledge: Knowledge) -> None:
    found = answer("revenue and headcount of UCB", knowledge)
    assert [(part.attribute, part.subjects[0].id) for part in found.parts] == [("revenue", "ucb"), ("headcount", "ucb")]


def test_two_questions_with_one_fact_are_answered_once(knowledge: Knowledge) -> None:
    found = answer("Who founded UCB and when?", knowledge)
    assert (found.kind, stated(found)) == (AnswerKind.FACTS, ["ucb-founded"])


def test_what_is_asked_fourth_is_left_for_later(knowledge: Knowledge) -> None:
    found = answer("Who started UCB? Is UCB active? How many companies? How many jobs?", knowledge)
    assert found.pending == ("How many jobs?",)


def test_of_very_many_questions_only_the_first_are_read_and_the_others_named(knowledge: Knowledge) -> None:
    class CountingReader(WordReader):
        read_texts = 0

        def read(self, text: str, language: Language) -> Mapping[str, Any]:
            self.read_texts += 1
            return super().read(text, language)

    reader = CountingReader()
    found = answer("Who started UCB? " * 3 + "How many jobs? " * 90, knowledge, reader=reader)
    assert reader.read_texts <= MOST_READ
    assert found.pending == ("How many jobs?",) * 90


def test_a_message_is_one_question_where_its_parts_cannot_be_read(knowledge: Knowledge) -> None:
    found = answer("How many companies are there and how many jobs?", knowledge, reader=BrokenReader())
    assert stated(found) == ["companies"]


def test_two_territories_are_two_answers(knowledge: Knowledge) -> None:
    assert stated(answer("How many jobs in Wallonia and in Belgium?", knowledge)) == ["jobs", "jobs-belgium"]


@pytest.mark.parametrize(
    ("text", "context", "facts"),
    [
        ("and Mithra?", UCB, ["mithra-founded"]),
        ("is it active?", UCB, ["ucb-today"]),
        ("and today?", UCB, ["ucb-today"]),
        ("since when?", UCB, ["ucb-founded"]),
        ("and in Belgium?", JOBS, ["jobs-belgium"]),
        ("or Belgium?", JOBS, ["jobs-belgium"]),
        ("same for employment", Context("sector", "company_count", ("companies",)), ["jobs"]),
        ("what did you say about jobs?", UCB, ["jobs"]),
        ("how many?", JOBS, ["jobs"]),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_last_answer(
    text: str, context: Context, facts: list[str], knowledge: Knowledge
) -> None:
    assert stated(answer(text, knowledge, context)) == facts


def test_a_subject_without_the_fact_is_refused_by_name_and_still_talked_of(knowledge: Knowledge) -> None:
    found = answer("how many employees work there?", knowledge, UCB)
    assert (found.kind, found.subjects[0].id, found.context.subject) == (AnswerKind.REFUSAL, "ucb", "ucb")


@pytest.mark.parametrize(
    ("text", "context", "facts"),
    [
        ("how many exactly?", JOBS, ["jobs"]),
        ("and in dollars?", JOBS, []),
        ("how many were women?", JOBS, []),
        ("is that multinational?", UCB, ["ucb-today"]),
        ("and between 1990 and 2005", Context("ucb", "founded_by", ("ucb-founded",)), ["mithra-founded"]),
    ],
)
def test_a_detail_of_what_was_told_is_told_again_where_it_holds_all_that_is_asked(
    text: str, context: Context, facts: list[str], knowledge: Knowledge
) -> None:
    assert stated(answer(text, knowledge, context)) == facts


def test_what_was_told_is_not_forgotten_over_a_refusal(knowledge: Knowledge) -> None:
    refused = answer("revenue?", knowledge, UCB)
    assert (refused.kind, refused.context.facts) == (AnswerKind.REFUSAL, UCB.facts)


def test_that_one_is_one_of_those_told_and_nobody_else(knowledge: Knowledge) -> None:
    told = Context(None, "clusters", ("jobs", "mithra-founded"))
    assert stated(answer("who started that one?", knowledge, told)) == ["mithra-founded"]


def test_the_older_one_is_told_by_its_year(knowledge: Knowledge) -> None:
    found = answer("is it older than Mithra?", knowledge, UCB)
    assert found.kind is AnswerKind.COMPARISON
    assert found.oldest is not None
    assert (found.oldest.id, stated(found)) == ("ucb", ["ucb-founded", "mithra-founded"])


def test_sizes_nobody_told_are_not_compared(knowledge: Knowledge) -> None:
    assert answer("is it bigger than Mithra?", knowledge, UCB).kind is AnswerKind.REFUSAL


def test_a_superlative_of_something_else_compares_nobody(knowledge: Knowledge) -> None:
    found = answer("which biggest revenue had Mithra?", knowledge, UCB)
    assert (found.attribute, [one.id for one in found.subjects]) == ("revenue", ["mithra"])


def test_events_of_a_period_are_told_oldest_first(knowledge: Knowledge) -> None:
    found = answer("What happened between 1900 and 2000?", knowledge)
    assert (found.kind, stated(found)) == (AnswerKind.TIMELINE, ["ucb-founded", "mithra-founded"])


def test_a_period_without_events_is_said_to_have_none(knowledge: Knowledge) -> None:
    found = answer("What happened in the 1930s?", knowledge)
    assert (found.kind, found.claims, found.facts[0].id) == (AnswerKind.NO_EVENTS, False, "ucb-founded")


def test_years_alone_follow_a_history(knowledge: Knowledge) -> None:
    found = answer("and before 1960?", knowledge, Context(None, "history", ("mithra-founded",)))
    assert stated(found) == ["ucb-founded"]


def test_a_doubtful_spelling_is_said_to_be_doubtful(knowledge: Knowledge) -> None:
    found = answer("who started Mitra?", knowledge)
    assert found.meant is not None
    assert (found.meant.id, stated(found)) == ("mithra", ["mithra-founded"])


def test_a_subject_the_answer_left_out_is_answered_for_too(knowledge: Knowledge) -> None:
    def of_the_first(question: Question, context: Context, knowledge: Knowledge) -> Answer:
        found = by_attribute(question, context, knowledge)
        return Answer(found.kind, found.facts[:1], found.attribute, found.subjects, context=found.context)

    question = question_from_parse(WordReader().read("UCB and Mithra, who started them?", Language.EN), Language.EN)
    found = answer_message(question, NOTHING_YET, Answering(knowledge, of_the_first, TemplateRenderer(), WordReader()))
    assert stated(found) == ["ucb-founded", "mithra-founded"]
