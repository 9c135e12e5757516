"""Facts ranked by how near their example questions and statements are to a sentence, in meaning and in wording."""

from typing import Any, Dict, List, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Vectors
from bot.components.near_rows import ROUGH, NearRows, Rows
from bot.components.wording_index import Scores, WordingIndex
from bot.knowledge import FactText

RANKED = 15
STATEMENT_WEIGHT = 0.9
"""A question is nearer to a like question than to the sentence that answers it; so statements count for less."""
NEAREST_WEIGHTS = (0.7, 0.2, 0.1)
"""How much a fact's nearest sentences count: several near ones are better evidence than one by chance (tuning questions)."""
WORDING_WEIGHT = 0.7
"""What sharing words adds to being near in meaning, for the order of facts only (tuning questions)."""
NO_SENTENCE = np.float32(-1.0)
"""Fills up the rows of facts with fewer sentences than others."""


class FactIndex:
    """The vectors and the word pieces of all sentences that lead to facts."""

    def __init__(self, texts: Sequence[FactText], vectors: Rows) -> None:
        """Index `texts`, one row of `vectors` each."""
        self._weights = np.array([STATEMENT_WEIGHT if text.is_statement else 1.0 for text in texts], dtype=np.float32)
        self._rows = NearRows(vectors)
        self._wording = WordingIndex([text.text for text in texts])
        self._facts = sorted({text.fact_id for text in texts})
        self._sentences = _sentences_of_facts(self._facts, texts)

    def rank(self, vector: Vectors, text: str) -> List[Dict[str, Any]]:
        """Return the nearest facts, best first; `similarity` of meaning and `wording` shared, each from 0 to 1."""
        if not self._facts:
            return []
        wording = _together(_nearest(self._of_facts(self._wording.similarities(text) * self._weights)))
        meaning = self._meaning(vector, wording)
        order = np.argsort(-(meaning + WORDING_WEIGHT * wording), kind="stable")[:RANKED]
        return [
            {"id": self._facts[i], "similarity": _rounded(meaning[i]), "wording": _rounded(wording[i])} for i in order
        ]

    def _meaning(self, vector: Vectors, wording: Scores) -> Scores:
        """Return how near the facts are: exactly for all that can be among those ranked, roughly for the others."""
        of_facts = self._of_facts(self._rows.roughly(vector) * self._weights)
        nearest = _nearest(of_facts.copy())
        meaning = _together(nearest)
        likely = _largest(meaning + WORDING_WEIGHT * wording, RANKED)
        # A sentence that is surely none of a fact's nearest may stay as rough as it is.
        near = of_facts[likely] >= nearest[likely, -1:] - 2 * ROUGH
        near &= self._sentences[likely] < len(self._weights)
        numbers = self._sentences[likely][near]
        exact = of_facts[likely]
        exact[near] = self._rows.exactly(vector, numbers) * self._weights[numbers]
        meaning[likely] = _together(_nearest(exact))
        return meaning

    def _of_facts(self, of_sentences: Scores) -> Scores:
        """Return the scores of each fact's sentences, a row a fact."""
        scores: Scores = np.append(of_sentences, NO_SENTENCE)[self._sentences]
        return scores


def _nearest(of_facts: Scores) -> Scores:
    """Return the largest scores of each row, in order; they are taken out of `of_facts`."""
    rows = np.arange(len(of_facts))
    found = []
    for _ in NEAREST_WEIGHTS:  # faster than partitioning
        largest = of_facts.argmax(axis=1)
        found.append(of_facts[rows, largest])
        of_facts[rows, largest] = NO_SENTENCE
    return np.stack(found, axis=1)


def _together(nearest: Scores) -> Scores:
    """Take a fact's nearest sentences together; a fact with fewer is judged by those it has."""
    scores = np.where(nearest > NO_SENTENCE, nearest, nearest[:, :1])
    return np.asarray(scores @ np.array(NEAREST_WEIGHTS, dtype=np.float32), dtype=np.float32)


def _largest(rough: Scores, count: int) -> NDArray[np.int64]:
    """Return where the `count` largest numbers are, and all that may belong to them."""
    if len(rough) <= count:
        return np.arange(len(rough))
    return np.flatnonzero(rough >= np.partition(rough, -count)[-count] - 2 * ROUGH)


def _rounded(score: np.float32) -> float:
    return round(min(1.0, max(0.0, float(score))), 4)


def _sentences_of_facts(facts: Sequence[str], texts: Sequence[FactText]) -> NDArray[np.int64]:
    """Return the numbers of each fact's sentences, a row a fact, filled up with the number after the last sentence."""
    rows: Dict[str, List[int]] = {fact: [] for fact in facts}
    for number, text in enumerate(texts):
        rows[text.fact_id].append(number)
    width = max([len(NEAREST_WEIGHTS), *map(len, rows.values())])
    return np.array([row + [len(texts)] * (width - len(row)) for row in rows.values()], dtype=np.int64)
