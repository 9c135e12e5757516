"""A second opinion on which fact a question after an answer means, beside the rules: fitted to conversations with known answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.facts.belief import beliefs, check_names, merit
from frontdesk.facts.follow_up_evidence import NAMES, Weighed
from frontdesk.facts.model import Fact


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fact likeliest to be meant with its probability, and the probability that no fact is."""

    fact: Fact
    belief: float
    none: float


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A conditional logit over the facts that may be meant and the outcome that none is.

    From ``state_from`` on a fact is surely meant; from ``none_from`` on surely none is.
    """

    weights: Mapping[str, float]
    constant: float
    state_from: float
    none_from: float

    def __post_init__(self) -> None:
        """Raise ValueError where the weights are not exactly those of the evidence."""
        check_names(self.weights, NAMES)

    def verdict(self, weighed: Sequence[Weighed]) -> Verdict | None:
        """Judge the facts that may be meant; none where there are none."""
        if not weighed:
            return None
        merits = [merit(self.weights, self.constant, NAMES, one.evidence.numbers) for one in weighed]
        shares = beliefs(merits)
        best = max(range(len(shares)), key=shares.__getitem__)
        return Verdict(weighed[best].fact, shares[best], 1 - sum(shares))

    def is_surely_meant(self, verdict: Verdict) -> bool:
        """Tell whether the likeliest fact is to be stated."""
        return verdict.belief >= self.state_from

    def is_surely_none(self, verdict: Verdict) -> bool:
        """Tell whether what the rules state is not to be claimed."""
        return verdict.none >= self.none_from
