"""How much each piece of evidence weighs, and from which belief on a fact is stated; both fitted to the tuning questions."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.facts.evidence import NAMES, Evidence


@dataclass(frozen=True, slots=True)
class Calibration:
    """A conditional logit over a question's candidate facts and the outcome that none of them answers.

    ``state_from`` and ``offer_from`` are sums of belief in the candidates: from the first on the best fact is stated,
    from the second on the best ones are offered as buttons.
    """

    weights: Mapping[str, float]
    constant: float
    state_from: float
    offer_from: float

    def __post_init__(self) -> None:
        """Raise ValueError where the weights are not exactly those of the evidence."""
        if set(self.weights) != set(NAMES):
            raise ValueError(sorted(set(self.weights) ^ set(NAMES)))

    def beliefs(self, candidates: Sequence[Evidence]) -> tuple[float, ...]:
        """Return the probability of each candidate to be what is asked for; what is missing to 1 is that none is."""
        merits = [self._merit(evidence) for evidence in candidates]
        highest = max((*merits, 0.0))
        powers = [math.exp(merit - highest) for merit in merits]
        total = math.exp(-highest) + sum(powers)
        return tuple(power / total for power in powers)

    def _merit(self, evidence: Evidence) -> float:
        weighed = (self.weights[name] * number for name, number in zip(NAMES, evidence.numbers, strict=True))
        return self.constant + sum(weighed)
