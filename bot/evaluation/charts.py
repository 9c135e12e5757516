"""Charts of the evaluation as SVG, readable on light and dark pages."""

from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Sequence, Tuple

import matplotlib.pyplot as plt

from bot.evaluation.chart_colours import INK, MUTED, PAPER, RULE, SYSTEM_COLOURS, save, styled
from bot.evaluation.public_sets import TYPOS
from bot.evaluation.wording import LANGUAGES, SYSTEMS, TRIALS

Results = Dict[str, Any]
TEN_SHOT = ("banking77-10shot", "clinc150-10shot")
STYLES = {"ours": "-", "tfidf": "--", "stock": ":"}
WIDE, HIGH = 4.4, 3.6
"""Inches of one panel."""


class Bar(NamedTuple):
    """One bar: an accuracy as written, and the same questions with typos."""

    system: str
    clean: Results
    spoilt: Results


def draw(results: Results, folder: Path) -> None:
    """Write every chart that there are numbers for."""
    trials: Dict[str, Results] = results["trials"]
    with styled():
        _accuracy(trials, folder / "accuracy.svg")
        _panels(trials, TEN_SHOT, _selective, folder / "selective.svg")
        _panels(trials, TEN_SHOT, _reliability, folder / "reliability.svg")
        _panels(trials, ("clinc150-10shot", "clinc150-10shot-oos"), _outside, folder / "outside.svg")


def _accuracy(trials: Dict[str, Results], path: Path) -> None:
    groups = _groups(trials)
    count = sum(len(bars) + 1 for _, bars in groups)
    figure, axes = plt.subplots(figsize=(9, 0.27 * count + 1))
    at = 0.0
    for title, bars in groups:
        axes.text(0, at, title, va="center", weight="bold")
        for bar in bars:
            at += 1
            _bar(axes, at, bar)
        at += 1.4
    axes.set(
        xlim=(0, 112),
        ylim=(at - 0.6, -0.8),
        yticks=[],
        xlabel="accuracy, %; bars as written, circles with typos; lines are 95 % intervals",
    )
    axes.set_xticks(range(0, 101, 20))
    save(figure, path)


def _groups(trials: Dict[str, Results]) -> List[Tuple[str, List[Bar]]]:
    groups = []
    for name, trial in trials.items():
        for test in trial["systems"]["ours"]["tests"]:
            if not test.endswith(TYPOS):
                title = TRIALS[name] + (f": {LANGUAGES[test]} questions" if test in LANGUAGES else "")
                bars = [
                    Bar(system, found["tests"][test]["accuracy"], found["tests"][test + TYPOS]["accuracy"])
                    for system, found in trial["systems"].items()
                ]
                groups.append((title, bars))
    return groups


def _bar(axes: Any, at: float, bar: Bar) -> None:
    colour = SYSTEM_COLOURS[bar.system]
    value = 100 * bar.clean["value"]
    axes.barh(at, value, height=0.72, color=colour)
    axes.errorbar(value, at, xerr=_arms(bar.clean), color=INK, capsize=2.5, linewidth=1)
    spoilt = 100 * bar.spoilt["value"]
    axes.errorbar(spoilt, at, xerr=_arms(bar.spoilt), color=PAPER, linewidth=1)
    axes.plot([spoilt], [at], marker="o", markersize=4.5, markerfacecolor=colour, markeredgecolor=PAPER)
    axes.text(1, at, SYSTEMS[bar.system], va="center", color=PAPER, size=8)
    axes.text(
        100 * max(bar.clean["interval"][1], bar.spoilt["interval"][1]) + 1.2, at, f"{value:.1f}", va="center", size=8
    )


def _arms(share: Results) -> List[List[float]]:
    low, high = share["interval"]
    return [[100 * (share["value"] - low)], [100 * (high - share["value"])]]


def _panels(
    trials: Dict[str, Results], names: Sequence[str], panel: Callable[[Any, Results], None], path: Path
) -> None:
    """Draw the same chart for several trials side by side, with one legend."""
    shown = [name for name in names if name in trials]
    if not shown:
        return
    figure, rows = plt.subplots(1, len(shown), figsize=(WIDE * len(shown), HIGH), squeeze=False)
    for axes, name in zip(rows[0], shown, strict=True):
        panel(axes, trials[name])
        axes.set_title(TRIALS[name], size=9, loc="left", color=INK)
        axes.grid(color=RULE, linewidth=0.6)
    rows[0][0].legend(frameon=False, fontsize=8)
    figure.tight_layout()
    save(figure, path)


def _selective(axes: Any, trial: Results) -> None:
    for system, found in trial["systems"].items():
        points = found["tests"]["test"]["selective"]["curve"]
        _line(axes, system, [(100 * share, 100 * wrong) for share, wrong in points])
    axes.set(xlim=(0, 100), xlabel="answered, % of questions, surest first", ylabel="of these wrong, %")
    axes.set_ylim(bottom=0)


def _reliability(axes: Any, trial: Results) -> None:
    axes.plot([0, 100], [0, 100], color=MUTED, linewidth=0.8)
    for system, found in trial["systems"].items():
        bins = found["tests"]["test"]["calibration"]["bins"]
        _line(axes, system, [(100 * sure, 100 * rate) for sure, rate, _ in bins], marker="o", markersize=3)
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="probability of the best intent, %", ylabel="of these right, %")


def _outside(axes: Any, trial: Results) -> None:
    axes.plot([0, 100], [0, 100], color=MUTED, linewidth=0.8)
    for system, found in trial["systems"].items():
        _line(axes, system, [(100 * false, 100 * true) for false, true in found["outside"]["curve"]])
    axes.axhline(95, color=MUTED, linewidth=0.8)
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="out of scope, yet accepted, %", ylabel="in scope and accepted, %")


def _line(axes: Any, system: str, points: Sequence[Tuple[float, float]], **more: Any) -> None:
    x, y = [point[0] for point in points], [point[1] for point in points]
    axes.plot(x, y, STYLES[system], color=SYSTEM_COLOURS[system], linewidth=1.8, label=SYSTEMS[system], **more)
