"""How much a question is like those that sound like a fact but that none answers, from the near misses kept with the facts."""

from typing import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Vectors
from bot.components.near_rows import Rows
from bot.knowledge import FactText

PENALTY = 5.0
"""Ridge on the weights, in sentences; from 1 to 50 it hardly matters (tuning questions)."""
AT_ONCE = 2000
"""Rows taken together, so that fitting needs little memory."""

Numbers = NDArray[np.float64]


class NearMissModel:
    """A linear rule between example questions and near misses, fitted in closed form in about a second."""

    def __init__(self, texts: Sequence[FactText], vectors: Rows) -> None:
        """Fit to `texts`, one row of `vectors` each; without near misses no question is like one."""
        asked = np.array([not text.is_statement for text in texts], dtype=bool)
        misses = np.array([text.is_near_miss for text in texts], dtype=bool)[asked]
        self._fitted = bool(misses.any() and not misses.all())
        if self._fitted:
            self._middle, self._weights = _fit(vectors[asked], misses)

    def likeness(self, vector: Vectors) -> float:
        """Return from 0, as an example question, to 1, as a near miss."""
        if not self._fitted:
            return 0.0
        return round(float(np.clip(0.5 + 0.5 * float((vector - self._middle) @ self._weights), 0.0, 1.0)), 4)


def _fit(rows: Rows, misses: NDArray[np.bool_]) -> "tuple[Vectors, Vectors]":
    """Return the middle of the rows and the weights; both kinds count the same, however many there are of each."""
    share = np.where(misses, 1.0 / misses.sum(), 1.0 / (~misses).sum())
    weight = (share * len(rows) / 2).astype(np.float32)
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(rows), AT_ONCE)]
    middle = sum(weight[part] @ rows[part].astype(np.float32) for part in parts) / weight.sum()
    products: Numbers = PENALTY * np.eye(rows.shape[1])
    aims: Numbers = np.zeros(rows.shape[1])
    for part in parts:
        centred = rows[part].astype(np.float32) - middle
        weighted = centred * weight[part, None]
        products += centred.T @ weighted
        aims += weighted.T @ np.where(misses[part], 1.0, -1.0).astype(np.float32)
    return middle, np.linalg.solve(products, aims).astype(np.float32)
