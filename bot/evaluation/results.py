"""From predictions to the numbers of results.json."""

from typing import Any, Dict, Mapping

from bot.evaluation.predictions import Outcome, Prediction
from bot.evaluation.public_sets import OUT_OF_SCOPE
from bot.evaluation.scores import calibrated, compared, selective, separated, share

TOP = 3


def summary(outcomes: Mapping[str, Outcome], first: str) -> Dict[str, Any]:
    """Return the numbers of every system on one trial, and how `first` compares with each of the others."""
    return {
        "systems": {name: _of_system(outcome) for name, outcome in outcomes.items()},
        "compared": {
            name: {test: _compared(outcomes[first], outcome, test) for test in _inside(outcome)}
            for name, outcome in outcomes.items()
            if name != first
        },
    }


def _of_system(outcome: Outcome) -> Dict[str, Any]:
    tests = {name: _of_test(outcome.predictions[name]) for name in _inside(outcome)}
    found: Dict[str, Any] = {
        "training_cpu_seconds": round(outcome.training_seconds, 1),
        "query_cpu_milliseconds": round(outcome.query_milliseconds, 2),
        "tests": tests,
    }
    if OUT_OF_SCOPE in outcome.predictions:
        found["outside"] = _of_outside(outcome.predictions["test"], outcome.predictions[OUT_OF_SCOPE])
    return found


def _of_test(predictions: "tuple[Prediction, ...]") -> Dict[str, Any]:
    right = [one.right for one in predictions]
    near = sum(one.intent in [name for name, _ in one.ranking[:TOP]] for one in predictions)
    return {
        "accuracy": share(sum(right), len(right)),
        "among_three": share(near, len(right)),
        "calibration": calibrated([one.confidence for one in predictions], right),
        "selective": selective([one.score for one in predictions], right),
    }


def _of_outside(inside: "tuple[Prediction, ...]", outside: "tuple[Prediction, ...]") -> Dict[str, Any]:
    found = separated([one.score for one in inside], [one.score for one in outside])
    answered = [[one.accepted and one.ranking[0][0] != OUT_OF_SCOPE for one in group] for group in (inside, outside)]
    found["own_line"] = {
        "kept": share(sum(answered[0]), len(inside)),
        "caught": share(len(outside) - sum(answered[1]), len(outside)),
    }
    return found


def _compared(ours: Outcome, theirs: Outcome, test: str) -> Dict[str, Any]:
    return compared([one.right for one in ours.predictions[test]], [one.right for one in theirs.predictions[test]])


def _inside(outcome: Outcome) -> "list[str]":
    return [name for name in outcome.predictions if name != OUT_OF_SCOPE]
