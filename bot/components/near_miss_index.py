"""How near a question is to the near misses kept with the facts, beside how near it is to what the facts answer."""

from dataclasses import dataclass
from typing import Optional, Sequence

import numpy as np

from bot.components.discriminant_space import DiscriminantSpace
from bot.components.encoder import Vectors
from bot.components.fact_index import NEAREST_WEIGHTS
from bot.components.near_miss_model import NearMissModel
from bot.components.near_rows import Rows
from bot.components.wording_index import Scores, WordingIndex
from bot.knowledge import FactText


@dataclass(frozen=True)
class Nearness:
    """What near misses tell of a question; where there are none to tell it, nothing for or against.

    As what is untold must not pass for proof: a lead of -1 would make any fact look like the answer.
    """

    likeness: float = 0.5
    """From 0, as an example question of some fact, to 1, as a near miss."""
    lead: float = 0.0
    """How far the nearest near misses are ahead of the nearest examples, in meaning; negative where these are ahead."""
    wording: float = 0.0
    """How much of its wording the question shares with near misses."""


class NearMissIndex:
    """Near misses and examples in the space that holds them apart; built in two or three seconds."""

    def __init__(self, texts: Sequence[FactText], vectors: Rows) -> None:
        """Index `texts`, one row of `vectors` each."""
        misses = np.array([text.is_near_miss for text in texts], dtype=bool)
        self._space = _space(texts, vectors) if misses.any() and not misses.all() else None
        if self._space is None:
            return
        self._model = NearMissModel(texts, vectors)
        self._rows = self._space.project(vectors)
        self._misses, self._answered = np.flatnonzero(misses), np.flatnonzero(~misses)
        self._wording = WordingIndex([texts[number].text for number in self._misses])

    def nearness(self, vector: Vectors, text: str) -> Nearness:
        """Compare a question, given as a vector and as text, with all near misses and examples."""
        if self._space is None:
            return Nearness()
        scores: Scores = self._rows @ self._space.project(vector)
        missed, answered = scores[self._misses], scores[self._answered]
        return Nearness(
            likeness=self._model.likeness(vector),
            lead=round(_nearest(missed) - _nearest(answered), 4),
            wording=round(_nearest(self._wording.similarities(text)), 4),
        )


def _space(texts: Sequence[FactText], vectors: Rows) -> Optional[DiscriminantSpace]:
    try:
        return DiscriminantSpace(texts, vectors)
    except ValueError:
        return None


def _nearest(scores: Scores) -> float:
    """Return how near the nearest of all sentences are."""
    count = min(len(NEAREST_WEIGHTS), len(scores))
    best = np.sort(np.partition(scores, -count)[-count:])[::-1]
    return float(best @ np.array(NEAREST_WEIGHTS[:count], dtype=np.float32))
