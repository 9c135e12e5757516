"""How far a text is from everything the training sentences ask, and where to draw the lines."""

from typing import Dict, List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Vectors, universal_part
from bot.components.intent_model import IntentModel

FOLDS = 4
NEIGHBOURS = 3
REJECTED = 0.05
"""Share of good training questions that may be lost to rejecting."""
CLARIFIED = 0.10
"""Share of good training questions below the line under which the dialogue asks back."""


def nearness(vector: Vectors, known: Vectors) -> float:
    """Return the mean cosine of `vector` to its nearest known vectors."""
    if not len(known):
        return 0.0
    similar = known @ vector
    count = min(NEIGHBOURS, len(similar))
    return float(np.partition(similar, -count)[-count:].mean())


def out_of_fold_scores(
    texts: Sequence[str], vectors: Vectors, intents: Sequence[str], folds: Sequence[int], outside: Sequence[str]
) -> List[float]:
    """Return the scores of the questions that have an answer, each by a model that never saw it."""
    numbers = np.array(folds, dtype=np.int64)
    inside = ~np.isin(np.array(intents), list(outside))
    if len(set(folds)) < 2 or len(set(intents)) < 2:  # noqa: PLR2004 - nothing to choose from or nothing left out
        return []
    model = IntentModel()
    probable = model.out_of_fold_probabilities(texts, vectors, intents, numbers)
    columns = [number for number, intent in enumerate(model.intents) if intent not in outside]
    near = universal_part(vectors)
    scores: List[float] = []
    for fold in np.unique(numbers):
        known = near[(numbers != fold) & inside]
        rows = np.flatnonzero((numbers == fold) & inside)
        scores += [float(probable[row, columns].max()) * nearness(near[row], known) for row in rows]
    return scores


def thresholds(scores: Sequence[float]) -> Tuple[float, float]:
    """Return the scores below which to reject and below which to ask back."""
    if not scores:
        return 0.0, 0.0
    reject, clarify = np.quantile(np.array(scores), [REJECTED, CLARIFIED])
    return float(reject), float(clarify)


def fold_numbers(groups: Sequence[Tuple[str, str]]) -> List[int]:
    """Deal the sentences of each (intent, language) out to the folds in turn.

    The n-th sentence of an intent is often the translation of the n-th in another language; so both are left out together.
    """
    seen: Dict[Tuple[str, str], int] = {}
    folds = []
    for group in groups:
        seen[group] = seen.get(group, -1) + 1
        folds.append(seen[group] % FOLDS)
    return folds


def as_matrix(vectors: Sequence[Vectors]) -> NDArray[np.float32]:
    """Return vectors as one matrix; no rows where there are none."""
    return np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)
