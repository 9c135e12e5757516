"""Shares belief between several possible answers and the outcome that none of them is meant."""

import math
from collections.abc import Mapping, Sequence


def beliefs(merits: Sequence[float]) -> tuple[float, ...]:
    """Return the probability of each of several exclusive answers by its merit; what is missing to 1 is that none is meant.

    A conditional logit: "none" has the merit 0.
    """
    highest = max((*merits, 0.0))
    powers = [math.exp(merit - highest) for merit in merits]
    total = math.exp(-highest) + sum(powers)
    return tuple(power / total for power in powers)


def merit(weights: Mapping[str, float], constant: float, names: Sequence[str], numbers: Sequence[float]) -> float:
    """Return the weighted sum of the numbers named."""
    return constant + sum(weights[name] * number for name, number in zip(names, numbers, strict=True))


def check_names(weights: Mapping[str, float], names: Sequence[str]) -> None:
    """Raise ValueError where the weights are not exactly those of the evidence."""
    if set(weights) != set(names):
        raise ValueError(sorted(set(weights) ^ set(names)))
