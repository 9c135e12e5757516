"""Facts ranked by how near their example questions and statements are to a sentence, in meaning and in wording."""

from typing import Any, Dict, List, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Vectors
from bot.components.wording_index import Scores, WordingIndex
from bot.knowledge import FactText

RANKED = 15
STATEMENT_WEIGHT = 0.9
"""A question is nearer to a like question than to the sentence that answers it; so statements count for less."""
NEAREST_WEIGHTS = (0.7, 0.2, 0.1)
"""How much a fact's nearest sentences count: several near ones are better evidence than one by chance (tuning questions)."""
WORDING_WEIGHT = 0.7
"""What sharing words adds to being near in meaning, for the order of facts only (tuning questions)."""


class FactIndex:
    """The vectors and the word pieces of all sentences that lead to facts."""

    def __init__(self, texts: Sequence[FactText], vectors: Vectors) -> None:
        """Index `texts`, one row of `vectors` each."""
        self._weights = np.array([STATEMENT_WEIGHT if text.is_statement else 1.0 for text in texts], dtype=np.float32)
        self._rows = vectors
        self._wording = WordingIndex([text.text for text in texts])
        self._facts = sorted({text.fact_id for text in texts})
        self._sentences = _sentences_of_facts(self._facts, texts)

    def rank(self, vector: Vectors, text: str) -> List[Dict[str, Any]]:
        """Return the nearest facts, best first; `similarity` of meaning and `wording` shared, each from 0 to 1."""
        if not self._facts:
            return []
        meaning = self._of_facts(self._rows @ vector)
        wording = self._of_facts(self._wording.similarities(text))
        order = np.argsort(-(meaning + WORDING_WEIGHT * wording), kind="stable")[:RANKED]
        return [
            {"id": self._facts[i], "similarity": _rounded(meaning[i]), "wording": _rounded(wording[i])} for i in order
        ]

    def _of_facts(self, of_sentences: Scores) -> Scores:
        """Take a fact's nearest sentences together."""
        scores = np.append(of_sentences * self._weights, np.float32(-1.0))  # the last stands for "no more sentences"
        most = len(NEAREST_WEIGHTS)
        nearest = -np.sort(np.partition(-scores[self._sentences], most - 1, axis=1)[:, :most], axis=1)
        # A fact with fewer sentences is judged by those it has.
        nearest = np.where(nearest > -1.0, nearest, nearest[:, :1])
        return np.asarray(nearest @ np.array(NEAREST_WEIGHTS, dtype=np.float32), dtype=np.float32)


def _rounded(score: np.float32) -> float:
    return round(min(1.0, max(0.0, float(score))), 4)


def _sentences_of_facts(facts: Sequence[str], texts: Sequence[FactText]) -> NDArray[np.int64]:
    """Return the numbers of each fact's sentences, a row a fact, filled up with the number after the last sentence."""
    rows: Dict[str, List[int]] = {fact: [] for fact in facts}
    for number, text in enumerate(texts):
        rows[text.fact_id].append(number)
    width = max([len(NEAREST_WEIGHTS), *map(len, rows.values())])
    return np.array([row + [len(texts)] * (width - len(row)) for row in rows.values()], dtype=np.int64)
