"""Two models on the same questions: what was gained and lost, by language and intent, and what counts as a regression."""

import pytest

from frontdesk.services.compare_models import NO_CLAIM, Comparison, Tolerance, compare, regressions
from frontdesk.services.evaluate_answers import Expectation, Judged, Verdict
from frontdesk.values import Language

ATTRIBUTES = {"ucb-1928": ("founded_when", "history"), "jobs": ("sector_jobs",)}
RIGHT, WRONG, SILENT = Verdict.RIGHT, Verdict.WRONG, Verdict.NOT_ANSWERED


def judged(
    verdict: Verdict,
    *,
    act: str = "",
    facts: tuple[str, ...] = (),
    acts: tuple[str, ...] = (),
    language: Language = Language.EN,
) -> Judged:
    expectation = Expectation("?", language, facts, acts, unanswerable=not facts and not acts)
    return Judged(expectation, verdict, "", act=act)


def founded(*verdicts: Verdict, language: Language = Language.EN) -> list[Judged]:
    return [judged(verdict, facts=("ucb-1928",), language=language) for verdict in verdicts]


def jobs(*verdicts: Verdict, language: Language = Language.EN) -> list[Judged]:
    return [judged(verdict, facts=("jobs",), language=language) for verdict in verdicts]


def compared(before: list[Judged], after: list[Judged]) -> Comparison:
    return compare(before, after, ATTRIBUTES)


def test_answers_are_counted_overall_and_by_language_and_intent() -> None:
    comparison = compared(
        founded(RIGHT, WRONG) + jobs(SILENT, language=Language.FR),
        founded(RIGHT, RIGHT) + jobs(WRONG, language=Language.FR),
    )
    overall = comparison.overall
    assert (overall.before.asked, overall.before.right, overall.after.right) == (3, 1, 2)
    assert (overall.before.wrong, overall.after.wrong) == (1, 1)
    assert [(row.name, row.gained) for row in comparison.languages] == [("en", 1), ("fr", 0)]
    assert [(row.name, row.gained) for row in comparison.intents] == [("ask_founded_when", 1), ("ask_sector_jobs", 0)]
    assert comparison.gained == {"ask_founded_when": {"en": 1}, "ask_sector_jobs": {"fr": 0}}


def test_a_gain_in_one_language_does_not_hide_a_loss_in_another() -> None:
    before = jobs(RIGHT) + jobs(WRONG, language=Language.DE)
    after = jobs(WRONG) + jobs(RIGHT, language=Language.DE)
    assert compared(before, after).gained == {"ask_sector_jobs": {"en": -1, "de": 1}}


@pytest.mark.parametrize(("act", "understood"), [("ask_founded_when", 1), ("ask_history", 1), ("ask_origin", 0)])
def test_every_attribute_of_the_expected_fact_is_a_right_intent(act: str, understood: int) -> None:
    asked = [judged(RIGHT, act=act, facts=("ucb-1928",))]
    assert compared(asked, asked).overall.after.understood == understood


def test_a_dialogue_act_is_its_own_intent_and_the_unanswerable_have_none() -> None:
    asked = [judged(RIGHT, act="greet", acts=("greet",)), judged(RIGHT, act="ask_revenue")]
    comparison = compared(asked, asked)
    assert [row.name for row in comparison.intents] == [NO_CLAIM, "greet"]
    assert (comparison.overall.before.with_intent, comparison.overall.before.understood) == (1, 1)


def test_an_intent_may_lose_as_many_answers_as_is_tolerated_and_no_more() -> None:
    before, after = founded(RIGHT, RIGHT, RIGHT), founded(SILENT, SILENT, SILENT)
    padding = jobs(*[RIGHT] * 997)
    comparison = compared(before + padding, after + padding)
    assert regressions(comparison, Tolerance(lost=3)) == ()
    assert list(map(str, regressions(comparison, Tolerance(lost=2)))) == ["ask_founded_when: 3 right answers lost"]


@pytest.mark.parametrize(("points", "count"), [(10.0, 0), (9.9, 2)])
def test_a_smaller_share_of_right_answers_is_a_regression_beyond_the_tolerance(points: float, count: int) -> None:
    before, after = jobs(*[RIGHT] * 10), jobs(SILENT, *[RIGHT] * 9)
    found = regressions(compared(before, after), Tolerance(points=points))
    assert [str(one) for one in found] == [f"{name}: 10.0 points fewer right answers" for name in ("all", "en")][:count]


def test_more_claims_where_nothing_is_held_are_a_regression_although_answers_improved() -> None:
    before = [judged(RIGHT), *jobs(*[SILENT] * 9)]
    after = [judged(WRONG), *jobs(*[RIGHT] * 9)]
    found = regressions(compared(before, after), Tolerance())
    assert [str(one) for one in found] == [f"{name}: 10.0 points more wrong answers" for name in ("all", "en")]


def test_one_language_that_falls_behind_is_a_regression_although_the_whole_gains() -> None:
    before = jobs(*[SILENT] * 20) + jobs(RIGHT, RIGHT, language=Language.NL)
    after = jobs(*[RIGHT] * 20) + jobs(RIGHT, SILENT, language=Language.NL)
    assert [one.about for one in regressions(compared(before, after), Tolerance())] == ["nl"]


def test_the_same_model_is_no_regression_of_itself() -> None:
    asked = [*founded(RIGHT, WRONG, SILENT), judged(WRONG)]
    comparison = compared(asked, asked)
    assert regressions(comparison, Tolerance(lost=0, points=0.0)) == ()


def test_runs_of_different_questions_are_not_compared() -> None:
    with pytest.raises(ValueError, match="zip"):
        compared(jobs(RIGHT, RIGHT), jobs(RIGHT))
