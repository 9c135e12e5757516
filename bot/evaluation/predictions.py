"""What a system made of the questions of one trial, kept in a file."""

import gzip
import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple


class Prediction(NamedTuple):
    """The right intent of a question, the most probable ones best first, the score of being understood, and whether it was accepted."""

    intent: str
    ranking: Tuple[Tuple[str, float], ...]
    score: float
    accepted: bool = True

    @property
    def right(self) -> bool:
        """Tell whether the most probable intent is the right one."""
        return bool(self.ranking) and self.ranking[0][0] == self.intent

    @property
    def confidence(self) -> float:
        """Return the probability of the most probable intent."""
        return self.ranking[0][1] if self.ranking else 0.0


class Outcome(NamedTuple):
    """The predictions of each test, the CPU seconds of training and the CPU milliseconds of a question."""

    predictions: Dict[str, Tuple[Prediction, ...]]
    training_seconds: float
    query_milliseconds: float


def write(outcome: Outcome, path: Path) -> None:
    """Write all or nothing."""
    content = {"training": outcome.training_seconds, "query": outcome.query_milliseconds, "tests": outcome.predictions}
    fresh = path.with_name(path.name + ".new")
    with gzip.open(fresh, "wt", encoding="utf-8") as file:
        json.dump(content, file)
    fresh.replace(path)


def read(path: Path) -> Outcome:
    """Read what `write` wrote. Raises FileNotFoundError where there is nothing."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        content: Dict[str, Any] = json.load(file)
    tests = {name: tuple(map(_prediction, rows)) for name, rows in content["tests"].items()}
    return Outcome(tests, content["training"], content["query"])


def _prediction(row: List[Any]) -> Prediction:
    intent, ranking, score, accepted = row
    return Prediction(intent, tuple((name, confidence) for name, confidence in ranking), score, accepted)
