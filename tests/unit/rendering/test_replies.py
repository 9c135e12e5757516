"""What a reply to a visitor may start from, in every language."""

import pytest

from frontdesk.rendering.replies import ReplyTemplates
from frontdesk.services.answer_lead import ReplyProblem, ReplyRefused, ReplyTemplate, check
from frontdesk.values import Language, PartialDate
from tests.factories import make_fact, make_source


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("template", ReplyTemplate)
def test_template_addresses_the_visitor_names_the_reference_and_cannot_be_sent_with_its_gaps(
    template: ReplyTemplate, language: Language
) -> None:
    text = ReplyTemplates().template(template, language, name="Ann Peeters", reference="WAL-26-7K3M-9Q2X")
    assert "Ann Peeters" in text.splitlines()[0]
    assert "WAL-26-7K3M-9Q2X" in text
    assert text.count("‹") == text.count("›") >= 2
    with pytest.raises(ReplyRefused) as refused:
        check(text)
    assert refused.value.problem is ReplyProblem.HAS_GAPS


@pytest.mark.parametrize("template", ReplyTemplate)
def test_template_has_as_many_paragraphs_in_every_language(template: ReplyTemplate) -> None:
    texts = [ReplyTemplates().template(template, language, name="A", reference="B") for language in Language]
    assert len({text.count("\n\n") for text in texts}) == 1
    assert len(set(texts)) == len(Language)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.EN, "(Source: Annual report, https://example.org/report, 30 June 2021)"),
        (Language.FR, "(Source : Annual report, https://example.org/report, 30 juin 2021)"),
        (Language.NL, "(Bron: Annual report, https://example.org/report, 30 juni 2021)"),
        (Language.DE, "(Quelle: Annual report, https://example.org/report, 30. Juni 2021)"),
    ],
)
def test_g4_fact_in_a_reply_has_its_source_and_date(language: Language, shown: str) -> None:
    source = make_source(title="Annual report", url="https://example.org/report")
    fact = make_fact(source=source, as_of=PartialDate(2021, 6, 30), caution={language: "Careful."})
    statement, cited = ReplyTemplates().fact(fact, language).split("\n\n")
    assert statement == f"{fact.statement[language]} Careful."
    assert cited == shown


@pytest.mark.parametrize(
    ("text", "problem"),
    [("  \n", ReplyProblem.EMPTY), ("x" * 20_001, ReplyProblem.TOO_LONG), ("a ‹b› c", ReplyProblem.HAS_GAPS)],
)
def test_reply_that_is_not_finished_is_not_sent(text: str, problem: ReplyProblem) -> None:
    with pytest.raises(ReplyRefused) as refused:
        check(text)
    assert refused.value.problem is problem
    check("An [ordinary] text < 3 > 2")
