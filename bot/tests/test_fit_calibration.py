"""Weights and lines are fitted so that right facts are believed in, and questions without an answer hardly lead to a claim."""

import io
import json
import math
from typing import Any, Dict, List

import numpy as np
import pytest

from bot.fit_calibration import CLAIMED, fit, main

NAMES = ["meaning", "noise"]


def questions(seed: int = 0) -> List[Dict[str, Any]]:
    """Half with a right fact that is near in meaning, half with none; the second number says nothing."""
    chance = np.random.RandomState(seed)
    asked = []
    for number in range(120):
        candidates = [[float(chance.uniform(0.2, 0.6)), float(chance.uniform())] for _ in range(4)]
        right = [number % 4] if number % 2 else []
        for place in right:
            candidates[place][0] = float(chance.uniform(0.5, 1.0))
        asked.append({"candidates": candidates, "right": right})
    return asked


def belief(fitted: Dict[str, Any], candidates: List[List[float]]) -> float:
    """The belief in any candidate, as the application computes it."""
    weights = [fitted["weights"][name] for name in NAMES]
    powers = [math.exp(fitted["constant"] + float(np.dot(weights, row))) for row in candidates]
    return sum(powers) / (1 + sum(powers))


def test_what_tells_right_facts_from_others_weighs_more_than_noise() -> None:
    weights = fit(NAMES, questions())["weights"]
    assert weights["meaning"] > 5 * abs(weights["noise"])


def test_hardly_any_unanswerable_question_reaches_the_line_of_stating() -> None:
    fitted = fit(NAMES, questions())
    unanswerable = [one["candidates"] for one in questions(seed=1) if not one["right"]]
    claimed = sum(belief(fitted, candidates) >= fitted["state_from"] for candidates in unanswerable)
    assert claimed <= (CLAIMED + 0.1) * len(unanswerable)
    assert 0 < fitted["offer_from"] <= fitted["state_from"] < 1


def test_the_same_questions_give_the_same_calibration() -> None:
    assert fit(NAMES, questions()) == fit(NAMES, questions())


def test_a_question_without_candidates_changes_nothing() -> None:
    assert fit(NAMES, [*questions(), {"candidates": [], "right": []}]) == fit(NAMES, questions())


def test_the_command_writes_what_the_application_reads() -> None:
    written = io.StringIO()
    main(io.StringIO(json.dumps({"names": NAMES, "questions": questions()})), written)
    content = json.loads(written.getvalue())
    assert set(content["weights"]) == set(NAMES)
    assert content["fitted_to"] == {"answerable": 60, "unanswerable": 60}
    assert belief(content, [[0.95, 0.5]]) == pytest.approx(1.0, abs=0.3)


def test_a_higher_penalty_keeps_weights_smaller() -> None:
    free, held = (fit(NAMES, questions(), penalty)["weights"]["meaning"] for penalty in (1.0, 100.0))
    assert 0 < held < free
