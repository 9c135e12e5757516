"""How much each piece of evidence weighs, and from which belief on a fact is stated; both fitted to the tuning questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.facts.belief import beliefs, check_names, merit
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
        check_names(self.weights, NAMES)

    def beliefs(self, candidates: Sequence[Evidence]) -> tuple[float, ...]:
        """Return the probability of each candidate to be what is asked for; what is missing to 1 is that none is."""
        return beliefs([self.merit(evidence) for evidence in candidates])

    def merit(self, evidence: Evidence) -> float:
        """Return how much speaks for a fact, as the logarithm of its odds against no fact at all."""
        return merit(self.weights, self.constant, NAMES, evidence.numbers)
