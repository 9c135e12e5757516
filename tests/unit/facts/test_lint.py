"""What a fact must not lack."""

from dataclasses import replace
from datetime import date

import pytest

from frontdesk.facts.book import FactBook
from frontdesk.facts.lint import due_for_review, lint
from frontdesk.facts.model import Fact, FactStatus
from frontdesk.values import Language, PartialDate
from tests.factories import make_book, make_fact, make_source, make_subject

TODAY = date(2026, 11, 23)
WHOLE = make_fact()


def _lacks(fact: Fact) -> list[str]:
    return [finding.lacks for finding in lint(make_book(fact), TODAY)]


def test_a_whole_fact_lacks_nothing() -> None:
    assert lint(make_book(WHOLE), TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"source": make_source(title="")}, "a source with title and address"),
        ({"source": make_source(url="")}, "a source with title and address"),
        ({"as_of": PartialDate(2027)}, "a source as new as the fact: as of 2027, read on 2026-11-23"),
        ({"statement": {Language.EN: "Only English."}}, "the statement in fr, nl, de"),
        ({"caution": {Language.EN: "Old.", Language.NL: "Oud."}}, "the caution in fr, de"),
        ({"examples": {**WHOLE.examples, Language.NL: ("Wie?", "Wie?")}}, "example questions in nl: 1 of 3"),
        ({"examples": {**WHOLE.examples, Language.EN: ("Who?",) * 4}}, "example questions in en: 1 of 5"),
        (
            {"near_misses": {Language.EN: (WHOLE.examples[Language.EN][0].upper(), "How old is it?")}},
            f"a clear line: the near miss {WHOLE.examples[Language.EN][0].upper()!r} is an example as well",
        ),
        ({"review_by": TODAY}, "a review: due on 2026-11-23"),
        ({"valid_until": date(2026, 11, 22)}, "validity: it held until 2026-11-22"),
    ],
)
def test_each_lack_is_found(changed: dict[str, object], expected: str) -> None:
    assert _lacks(make_fact(**changed)) == [expected]


def test_drafts_need_no_examples_yet() -> None:
    assert _lacks(make_fact(status=FactStatus.DRAFT, examples={})) == []


def test_retracted_facts_are_left_alone() -> None:
    assert _lacks(make_fact(status=FactStatus.RETRACTED, statement={}, examples={}, review_by=TODAY)) == []


def test_a_subject_without_aliases_is_found_once() -> None:
    nameless = replace(make_book(WHOLE, make_fact(id="other")), subjects=(make_subject(aliases=()),))
    assert [str(finding) for finding in lint(nameless, TODAY)] == ["ucb: lacks aliases that visitors may call it"]


def test_an_unknown_subject_is_found() -> None:
    assert [finding.about for finding in lint(FactBook(facts=(WHOLE,)), TODAY)] == ["ucb"]


def test_the_most_urgent_review_comes_first() -> None:
    late = make_fact(id="late", review_by=date(2026, 1, 1))
    soon = make_fact(id="soon", review_by=date(2027, 5, 31), valid_until=date(2026, 12, 1))
    gone = make_fact(id="gone", review_by=date(2026, 1, 1), status=FactStatus.RETRACTED)
    assert due_for_review(make_book(soon, WHOLE, gone, late), date(2026, 12, 23)) == (late, soon)
