"""How evidence becomes belief."""

import pytest

from frontdesk.facts.calibration import Calibration
from frontdesk.facts.evidence import NAMES
from tests.factories import make_calibration, make_evidence


def test_beliefs_leave_room_for_no_fact_at_all() -> None:
    beliefs = make_calibration().beliefs([make_evidence(meaning=0.9, attribute=0.9), make_evidence(meaning=0.4)])
    assert 0 < sum(beliefs) < 1


def test_evidence_for_one_fact_is_evidence_against_the_others() -> None:
    calibration = make_calibration()
    alone = calibration.beliefs([make_evidence(meaning=0.9)])[0]
    beside = calibration.beliefs([make_evidence(meaning=0.9), make_evidence(meaning=0.95, attribute=0.9)])[0]
    assert beside < alone / 2


def test_without_candidates_nothing_is_believed() -> None:
    assert make_calibration().beliefs([]) == ()


def test_overwhelming_evidence_is_no_overflow() -> None:
    calibration = make_calibration(constant=5000.0)
    assert calibration.beliefs([make_evidence(meaning=1.0)]) == pytest.approx((1.0,))


def test_weights_of_other_evidence_are_refused() -> None:
    weights = dict.fromkeys(NAMES, 0.0)
    with pytest.raises(ValueError, match="meaning"):
        Calibration({name: value for name, value in weights.items() if name != "meaning"}, 0.0, 0.5, 0.1)
