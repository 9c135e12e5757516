"""Fits how much each piece of evidence weighs: `python -m bot.fit_calibration < questions.json > calibration.json`.

In: {"names": [...], "penalty": number or nothing, "questions": [{"candidates": [[number, ...], ...], "right": [index, ...]}, ...]}.
A question without a right candidate is one that none answers. The two lines are drawn by weights that were fitted without the question.
"""

import json
import sys
from typing import Any, Dict, Sequence, TextIO, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

PENALTY = 3.0
FOLDS = 8
CLAIMED = 0.05
"""Share of unanswerable questions that may lead to a claim."""
OFFERED = 0.98
"""Share of answerable questions for which at least buttons are offered."""

Numbers = NDArray[np.float64]


class Questions:
    """The candidates of all questions, one below the other, standardised."""

    def __init__(self, questions: Sequence[Dict[str, Any]], penalty: float) -> None:
        """Take questions with at least one candidate each; ``penalty`` keeps the weights small."""
        self.penalty = penalty
        self.count = len(questions)
        self.of_row = np.repeat(np.arange(self.count), [len(question["candidates"]) for question in questions])
        rows = np.array([row for question in questions for row in question["candidates"]], dtype=np.float64)
        self.mean, self.spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
        self.rows = np.hstack([(rows - self.mean) / self.spread, np.ones((len(rows), 1))])
        right = [set(question["right"]) for question in questions]
        self.right = np.array(
            [
                float(place in right[n])
                for n, question in enumerate(questions)
                for place in range(len(question["candidates"]))
            ]
        )
        self.answerable = np.array([bool(places) for places in right])

    def fit(self, used: NDArray[np.bool_]) -> Numbers:
        """Return the parameters that make the right candidates of the used questions likeliest."""
        kept = used[self.of_row]
        rows, right, of_row = self.rows[kept], self.right[kept], self.of_row[kept]
        weight = used.astype(np.float64)

        def loss_and_slope(parameters: Numbers) -> Tuple[float, Numbers]:
            powers, none = self._powers(rows @ parameters, of_row)
            total = none + self._sum(powers, of_row)
            told = np.where(self.answerable, self._sum(powers * right, of_row), none)
            likelihood = float((weight * (np.log(told + 1e-300) - np.log(total)))[used].sum())
            wanted = np.where(self.answerable[of_row], powers * right / (told[of_row] + 1e-300), 0.0)
            slope = rows.T @ ((wanted - powers / total[of_row]) * weight[of_row])
            penalty = np.append(parameters[:-1], 0.0)
            return 0.5 * self.penalty * float(penalty @ penalty) - likelihood, self.penalty * penalty - slope

        found = minimize(loss_and_slope, np.zeros(self.rows.shape[1]), jac=True, method="L-BFGS-B")
        return np.asarray(found.x, dtype=np.float64)

    def beliefs(self, parameters: Numbers) -> Numbers:
        """Return for each question the probability that any candidate answers it."""
        powers, none = self._powers(self.rows @ parameters, self.of_row)
        together = self._sum(powers, self.of_row)
        return np.asarray(together / (none + together), dtype=np.float64)

    def _powers(self, merits: Numbers, of_row: NDArray[np.int64]) -> Tuple[Numbers, Numbers]:
        highest = np.zeros(self.count)
        np.maximum.at(highest, of_row, merits)
        return np.exp(merits - highest[of_row]), np.exp(-highest)

    def _sum(self, values: Numbers, of_row: NDArray[np.int64]) -> Numbers:
        return np.bincount(of_row, weights=values, minlength=self.count).astype(np.float64)


def fit(names: Sequence[str], questions: Sequence[Dict[str, Any]], penalty: float = PENALTY) -> Dict[str, Any]:
    """Return weights, constant and the two lines."""
    asked = Questions([question for question in questions if question["candidates"]], penalty)
    parameters = asked.fit(np.ones(asked.count, dtype=bool))
    weights = parameters[:-1] / asked.spread
    beliefs = _beliefs_unseen(asked)
    unanswerable, answerable = beliefs[~asked.answerable], beliefs[asked.answerable]
    state_from = float(np.quantile(unanswerable, 1 - CLAIMED))
    return {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        "constant": round(float(parameters[-1] - weights @ asked.mean), 4),
        "state_from": round(state_from, 3),
        "offer_from": round(min(state_from, float(np.quantile(answerable, 1 - OFFERED))), 3),
        "fitted_to": {"answerable": len(answerable), "unanswerable": len(unanswerable)},
    }


def _beliefs_unseen(asked: Questions) -> Numbers:
    """Return the belief in an answer to each question, by parameters that were fitted without it."""
    fold = np.random.RandomState(0).permutation(asked.count) % FOLDS
    beliefs = np.zeros(asked.count)
    for number in range(FOLDS):
        out = fold == number
        beliefs[out] = asked.beliefs(asked.fit(~out))[out]
    return beliefs


def main(questions: TextIO, calibration: TextIO) -> None:
    """Read the questions, write the calibration."""
    content: Dict[str, Any] = json.load(questions)
    json.dump(fit(content["names"], content["questions"], content.get("penalty", PENALTY)), calibration, indent=2)


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
