"""Figures of merit, each with its uncertainty where it is a share."""

from math import sqrt
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.metrics import roc_auc_score, roc_curve

Z95 = 1.959964
SAMPLES = 10_000
SEED = 20240229
KEPT = 0.95
BINS = 15
CURVE_POINTS = 41

Floats = NDArray[np.float64]


def share(hits: int, total: int) -> Dict[str, Any]:
    """Return a share with its 95 % interval after Wilson (1927)."""
    p = hits / total
    centre = (p + Z95**2 / (2 * total)) / (1 + Z95**2 / total)
    half = Z95 / (1 + Z95**2 / total) * sqrt(p * (1 - p) / total + Z95**2 / (4 * total**2))
    return {"hits": hits, "total": total, "value": p, "interval": [centre - half, centre + half]}


def compared(ours: Sequence[bool], theirs: Sequence[bool]) -> Dict[str, Any]:
    """Compare two systems on the same questions: difference, its paired bootstrap interval, and McNemar's exact test."""
    won = sum(a and not b for a, b in zip(ours, theirs, strict=True))
    lost = sum(b and not a for a, b in zip(ours, theirs, strict=True))
    total = len(ours)
    # Drawing questions with replacement is drawing how many of the three kinds there are.
    chances = [won / total, lost / total, 1 - (won + lost) / total]
    drawn = np.random.RandomState(SEED).multinomial(total, chances, size=SAMPLES)
    low, high = np.quantile((drawn[:, 0] - drawn[:, 1]) / total, [0.025, 0.975])
    p = binomtest(won, won + lost).pvalue if won + lost else 1.0
    return {"difference": (won - lost) / total, "interval": [float(low), float(high)], "p": float(p)}


def separated(inside: Sequence[float], outside: Sequence[float]) -> Dict[str, Any]:
    """Return how well a score tells questions in scope from those outside."""
    labels = [1] * len(inside) + [0] * len(outside)
    scores = [*inside, *outside]
    line = float(np.sort(np.array(inside))[int((1 - KEPT) * len(inside))])
    false, true, _ = roc_curve(labels, scores, drop_intermediate=False)
    return {
        "auroc": float(roc_auc_score(labels, scores)),
        "caught": share(int((np.array(outside) < line).sum()), len(outside)),
        "kept": float((np.array(inside) >= line).mean()),
        "curve": _thinned(false, true),
    }


def calibrated(confidences: Sequence[float], right: Sequence[bool]) -> Dict[str, Any]:
    """Return the expected calibration error (equal-width bins) and the bins that hold any questions."""
    sure, hit = np.array(confidences), np.array(right, dtype=np.float64)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    filled = [places == number for number in range(BINS) if (places == number).any()]
    bins = [[float(sure[one].mean()), float(hit[one].mean()), int(one.sum())] for one in filled]
    error = sum(count * abs(mean - rate) for mean, rate, count in bins) / len(sure)
    return {"error": error, "bins": bins}


def selective(scores: Sequence[float], right: Sequence[bool]) -> Dict[str, Any]:
    """Return the share of wrong answers by the share of questions answered, surest first, and the area under that curve."""
    order = np.argsort(-np.array(scores), kind="stable")
    wrong = 1.0 - np.array(right, dtype=np.float64)[order]
    risk = np.cumsum(wrong) / np.arange(1, len(wrong) + 1)
    coverage = np.arange(1, len(wrong) + 1) / len(wrong)
    return {"area": float(risk.mean()), "curve": _thinned(coverage, risk, first=0.05)}


def _thinned(x: Floats, y: Floats, first: float = 0.0) -> List[Tuple[float, float]]:
    """Return so many points of a curve as can be seen."""
    grid = np.linspace(first, 1, CURVE_POINTS)
    return [(round(float(a), 4), round(float(b), 4)) for a, b in zip(grid, np.interp(grid, x, y), strict=True)]
