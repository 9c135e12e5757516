"""A space in which sentences of one fact lie together, those of another and near misses apart: linear discriminants in closed form."""

from typing import List, NamedTuple, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from bot.components.encoder import Vectors
from bot.components.near_rows import Rows
from bot.knowledge import FactText

DIMENSIONS = 96
"""From 64 to 200 it hardly matters (tuning questions); fewer are quicker to compare."""
RIDGE = 1.0
"""Added to the spread within facts, in its own mean; from 0.3 to 3 it hardly matters."""
STRESS = 0.25
"""Power of its ratio of spreads by which a dimension is stretched."""
LEAST_EXAMPLES = 3

Numbers = NDArray[np.float64]


class _Group(NamedTuple):
    """The rows of one fact."""

    asked: List[int]
    told: List[int]
    missed: List[int]


class DiscriminantSpace:
    """Fisher's discriminants (1936): directions that vary much between facts and towards near misses, little within a fact."""

    def __init__(self, texts: Sequence[FactText], vectors: Rows) -> None:
        """Fit to `texts`, one row of `vectors` each, in a second or two; raises ValueError where no fact has three examples."""
        groups = [group for group in _groups(texts) if len(group.asked) >= LEAST_EXAMPLES]
        if not groups:
            raise ValueError("no fact has three examples")
        apart, within = _spreads(groups, vectors)
        size = len(within)
        within += RIDGE * np.trace(within) / size * np.eye(size)
        ratios, axes = eigh(apart, within, subset_by_index=[max(0, size - DIMENSIONS), size - 1])
        self._axes = (axes * np.maximum(ratios, 0.0) ** STRESS).astype(np.float32)

    def project(self, vectors: Rows) -> Vectors:
        """Return rows of length one in this space."""
        rows = vectors.astype(np.float32) @ self._axes
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), dtype=np.float32)


def _groups(texts: Sequence[FactText]) -> List[_Group]:
    groups = {text.fact_id: _Group([], [], []) for text in texts}
    for number, text in enumerate(texts):
        group = groups[text.fact_id]
        (group.missed if text.is_near_miss else group.told if text.is_statement else group.asked).append(number)
    return list(groups.values())


def _spreads(groups: Sequence[_Group], vectors: Rows) -> "tuple[Numbers, Numbers]":
    """Return how facts and near misses spread apart, and how sentences spread within facts; each fact counts the same."""
    size = vectors.shape[1]
    within, missed = np.zeros((size, size)), np.zeros((size, size))
    middles = np.zeros((len(groups), size), dtype=np.float32)
    for number, group in enumerate(groups):
        asked, misses = vectors[group.asked].astype(np.float32), vectors[group.missed].astype(np.float32)
        middles[number] = vectors[group.asked + group.told].astype(np.float32).mean(axis=0)
        within += _spread(asked - asked.mean(axis=0)) / len(groups)
        missed += _spread(misses - middles[number]) / max(1, sum(bool(one.missed) for one in groups))
    return _spread(middles - middles.mean(axis=0)) + missed, within


def _spread(differences: Vectors) -> Numbers:
    """Return the mean of the outer products of the rows, nothing where there are none."""
    return np.asarray(differences.T @ differences / max(1, len(differences)), dtype=np.float64)
