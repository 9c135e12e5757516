"""Every kind of answer has its words, buttons and citations in every language."""

import pytest

from frontdesk.facts.answer import Answer, AnswerKind
from frontdesk.facts.period import Period
from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.values import Language
from tests.factories import make_fact, make_subject

RENDERER = TemplateRenderer()
UCB, MITHRA = make_subject(), make_subject(id="mithra", names=dict.fromkeys(Language, "Mithra"))
FOUNDED, OTHER = make_fact(), make_fact(id="other")
STATED = Answer(AnswerKind.FACTS, (FOUNDED,), "founded_when", (UCB,), suggestions=(OTHER,), asked="When?")
REFUSED = Answer(
    AnswerKind.REFUSAL, attribute="revenue", subjects=(UCB,), suggestions=(FOUNDED, OTHER), asked="Revenue?"
)
UNKNOWN = Answer(AnswerKind.OUT_OF_SCOPE, asked="Who won the cup?")


@pytest.mark.parametrize("language", Language)
def test_several_answers_are_one_text_with_each_refusal_named(language: Language) -> None:
    several = Answer(AnswerKind.SEVERAL, (FOUNDED,), parts=(STATED, REFUSED, UNKNOWN), pending=("And VAT?",))
    said = RENDERER.render(several, language)
    for told in (FOUNDED.statement[language], "UCB", "Who won the cup", "And VAT?"):
        assert told in said.text
    assert [citation.fact_id for citation in said.citations] == ["ucb-founded"]
    payloads = [button.payload for button in said.buttons]
    assert payloads == ['/choose_fact{"fact": "other"}', "/leave_enquiry"]


@pytest.mark.parametrize("language", Language)
def test_there_are_never_more_than_five_buttons(language: Language) -> None:
    near = tuple(make_fact(id=f"near-{number}") for number in range(4))
    far = tuple(make_fact(id=f"far-{number}") for number in range(4))
    parts = (Answer(AnswerKind.CLARIFICATION, suggestions=near), Answer(AnswerKind.CLARIFICATION, suggestions=far))
    assert len(RENDERER.render(Answer(AnswerKind.SEVERAL, parts=parts), language).buttons) == 5


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("period", "years"),
    [(Period(1980, 2000), ("1980", "2000")), (Period(last=1959), ("1959",)), (Period(2010, 2010), ("2010",))],
)
@pytest.mark.parametrize("kind", [AnswerKind.TIMELINE, AnswerKind.NO_EVENTS])
def test_a_timeline_names_its_years_and_cites(
    kind: AnswerKind, period: Period, years: tuple[str, ...], language: Language
) -> None:
    said = RENDERER.render(Answer(kind, (FOUNDED,), "history", (UCB,), period=period), language)
    assert all(year in said.text for year in years)
    assert "None" not in said.text
    assert said.citations[0].fact_id == "ucb-founded"


@pytest.mark.parametrize("language", Language)
def test_a_comparison_says_who_is_older_only_where_it_is_known(language: Language) -> None:
    known = Answer(AnswerKind.COMPARISON, (OTHER,), "founded_when", (UCB, MITHRA), oldest=MITHRA)
    tied = Answer(AnswerKind.COMPARISON, (OTHER,), "founded_when", (UCB, MITHRA))
    assert "Mithra" in RENDERER.render(known, language).text
    assert "Mithra" not in RENDERER.render(tied, language).text


@pytest.mark.parametrize("language", Language)
def test_a_doubtful_name_is_said_or_asked(language: Language) -> None:
    said = RENDERER.render(Answer(AnswerKind.FACTS, (FOUNDED,), "founded_when", meant=MITHRA), language)
    asked = RENDERER.render(Answer(AnswerKind.CONFIRM_NAME, suggestions=(FOUNDED,), meant=MITHRA), language)
    assert "Mithra" in said.text.splitlines()[0]
    assert ("Mithra" in asked.text, len(asked.buttons), asked.citations) == (True, 1, ())
    assert "Mithra" in asked.buttons[0].title


@pytest.mark.parametrize("language", Language)
def test_an_attribute_can_be_asked_for_in_every_language(language: Language) -> None:
    assert "UCB" in RENDERER.question("founded_when", "UCB", language)
    assert "{" not in RENDERER.question("founded_when", None, language)
    assert RENDERER.question("dispute_resolution", None, language)
