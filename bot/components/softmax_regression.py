"""Multinomial logistic regression in single precision: scikit-learn's solution at a fraction of its time."""

from typing import Tuple, Union

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Rows = Union[Floats, csr_matrix]

MAX_ITERATIONS = 80
TOLERANCE = 1e-3
"""Relative improvement below which fitting stops; later steps no longer change which class wins."""


def fit_softmax(rows: Rows, labels: NDArray[np.int64], classes: int, strength: float) -> Tuple[Floats, Floats]:
    """Return weights (features × classes) and biases that separate `labels`.

    `strength` is the inverse of the L2 penalty, as scikit-learn's `C`. The result is deterministic.
    """
    count, features = rows.shape
    targets = np.zeros((count, classes), dtype=np.float32)
    targets[np.arange(count), labels] = 1.0

    def loss_and_slope(flat: NDArray[np.float64]) -> Tuple[float, NDArray[np.float64]]:
        parameters = flat.reshape(features + 1, classes).astype(np.float32)
        weights, biases = parameters[:-1], parameters[-1]
        probable = softmax(np.asarray(rows @ weights) + biases)
        likelihood = np.log(np.maximum(probable[np.arange(count), labels], 1e-30), dtype=np.float64).sum()
        penalty = 0.5 / strength * float((weights.astype(np.float64) ** 2).sum())
        error = probable - targets
        slope = np.vstack([np.asarray(rows.T @ error) + weights / np.float32(strength), error.sum(axis=0)])
        return penalty - float(likelihood), slope.astype(np.float64).ravel()

    start = np.zeros((features + 1) * classes)
    options = {"maxiter": MAX_ITERATIONS, "ftol": TOLERANCE}
    found = minimize(loss_and_slope, start, jac=True, method="L-BFGS-B", options=options)
    parameters = found.x.reshape(features + 1, classes).astype(np.float32)
    return parameters[:-1], parameters[-1]


def softmax(scores: Floats) -> Floats:
    """Return each row of scores as probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
