"""Facts ranked by how near their example questions and statements are to a sentence."""

from typing import Any, Dict, List, Sequence

import numpy as np

from bot.components.encoder import Vectors
from bot.knowledge import FactText

RANKED = 10
STATEMENT_WEIGHT = 0.9
"""A question is nearer to a like question than to the sentence that answers it; so statements count for less."""


class FactIndex:
    """The vectors of all sentences that lead to facts."""

    def __init__(self, texts: Sequence[FactText], vectors: Vectors) -> None:
        """Index `texts`, one row of `vectors` each."""
        weights = np.array([STATEMENT_WEIGHT if text.is_statement else 1.0 for text in texts], dtype=np.float32)
        self._rows = vectors * weights[:, np.newaxis] if len(texts) else vectors
        self._facts = sorted({text.fact_id for text in texts})
        number = {fact: index for index, fact in enumerate(self._facts)}
        self._owners = np.array([number[text.fact_id] for text in texts], dtype=np.int64)

    def rank(self, vector: Vectors) -> List[Dict[str, Any]]:
        """Return the nearest facts, best first, with a similarity from 0 to 1."""
        if not self._facts:
            return []
        best = np.zeros(len(self._facts), dtype=np.float32)
        np.maximum.at(best, self._owners, self._rows @ vector)
        order = np.argsort(-best, kind="stable")[:RANKED]
        return [{"id": self._facts[i], "similarity": round(min(1.0, float(best[i])), 4)} for i in order]
