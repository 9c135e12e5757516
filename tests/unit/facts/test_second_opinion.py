"""How evidence on a question after an answer becomes a verdict."""

from typing import Any

import pytest

from frontdesk.facts.follow_up_evidence import NAMES, FollowUpEvidence, Weighed
from frontdesk.facts.second_opinion import SecondOpinion
from tests.factories import make_fact


def opinion(**given: Any) -> SecondOpinion:
    weights = dict.fromkeys(NAMES, 0.0) | {"told_states": 6.0, "by_rules": 2.0}
    return SecondOpinion(weights, **({"constant": -3.0, "state_from": 0.6, "none_from": 0.8} | given))


def weighed(name: str, **evidence: float) -> Weighed:
    return Weighed(make_fact(id=name), FollowUpEvidence(**(dict.fromkeys(NAMES, 0.0) | evidence)))


def test_the_fact_that_most_speaks_for_is_surely_meant() -> None:
    verdict = opinion().verdict([weighed("said", by_rules=1.0), weighed("meant", told_states=1.0)])
    assert verdict is not None
    assert verdict.fact.id == "meant"
    assert opinion().is_surely_meant(verdict)
    assert not opinion().is_surely_none(verdict)


def test_where_nothing_speaks_for_a_fact_surely_none_is_meant() -> None:
    verdict = opinion().verdict([weighed("said"), weighed("other")])
    assert verdict is not None
    assert opinion().is_surely_none(verdict)
    assert not opinion().is_surely_meant(verdict)


def test_two_facts_as_likely_leave_it_open() -> None:
    verdict = opinion().verdict([weighed("one", told_states=1.0), weighed("other", told_states=1.0)])
    assert verdict is not None
    assert not opinion().is_surely_meant(verdict)
    assert not opinion().is_surely_none(verdict)


def test_without_facts_there_is_no_verdict() -> None:
    assert opinion().verdict([]) is None


def test_weights_of_other_evidence_are_refused() -> None:
    with pytest.raises(ValueError, match="by_rules"):
        SecondOpinion(dict.fromkeys(NAMES[1:], 0.0), 0.0, 0.6, 0.8)
