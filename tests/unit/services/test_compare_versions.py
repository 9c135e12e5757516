"""What differs between two states of a fact is told key by key, word by word, and lists line by line."""

from dataclasses import replace
from datetime import date

import pytest

from frontdesk.facts.model import Fact, FactStatus
from frontdesk.services.compare_versions import Change, Difference, compare
from frontdesk.values import Language
from tests.factories import make_fact, make_source

OLD = make_fact()


def told(difference: Difference) -> str:
    """A difference in one line: what is taken out in [-…-], what is put in in {+…+}."""
    shown = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return "".join(shown[piece.change].format(piece.text) for piece in difference.pieces)


def of(new: Fact, old: Fact | None = OLD) -> dict[tuple[str, str | None], str]:
    return {(one.key, one.language.value if one.language else None): told(one) for one in compare(old, new)}


def test_the_same_fact_differs_in_nothing() -> None:
    assert compare(OLD, make_fact()) == ()


def test_a_statement_is_compared_word_by_word_in_its_language() -> None:
    newer = replace(OLD, statement={**OLD.statement, Language.FR: "UCB was founded in 1929. (fr)"})
    assert of(newer) == {("statement", "fr"): "UCB was founded in [-1928-]{+1929+}. (fr)"}


def test_texts_with_little_in_common_replace_each_other_as_a_whole() -> None:
    newer = replace(OLD, statement={**OLD.statement, Language.EN: "The group began making chemicals long ago"})
    assert of(newer)["statement", "en"].startswith("[-UCB was founded in 1928. (en)-]{+The group")


def test_example_questions_are_compared_line_by_line() -> None:
    examples = {**OLD.examples, Language.NL: (*OLD.examples[Language.NL][1:], "sinds wanneer")}
    newer = replace(OLD, examples=examples)
    assert of(newer)["examples", "nl"] == "[-nl question 1\n-]nl question 2\nnl question 3\n{+sinds wanneer\n+}"


def test_a_caution_that_is_added_is_put_in_as_a_whole() -> None:
    assert of(replace(OLD, caution={Language.EN: "An estimate."}))["caution", "en"] == "{+An estimate.+}"


@pytest.mark.parametrize(
    ("changed", "key", "shown"),
    [
        ({"status": FactStatus.RETRACTED}, "status", "[-published-]{+retracted+}"),
        ({"also_about": ("ucb", "gsk")}, "also_about", "{+ucb\n+}{+gsk\n+}"),
        ({"valid_until": date(2027, 1, 1)}, "valid_until", "{+2027-01-01+}"),
        ({"source": make_source(dated=True)}, "source.dated", "[-false-]{+true+}"),
    ],
)
def test_every_other_key_is_compared_too(changed: dict[str, object], key: str, shown: str) -> None:
    assert of(replace(OLD, **changed)) == {(key, None): shown}  # type: ignore[arg-type]


def test_a_new_fact_differs_from_nothing_in_all_it_says() -> None:
    found = of(OLD, None)
    assert found["value", None] == "{+1928+}"
    assert all("[-" not in shown for shown in found.values())
