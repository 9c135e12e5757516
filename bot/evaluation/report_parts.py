"""The tables that show what each part brings, on public and on our own questions."""

from typing import Any, Dict, List, Optional

from bot.evaluation.public_sets import TYPOS
from bot.evaluation.tables import percent, prose, table
from bot.evaluation.wording import LANGUAGES, TRIALS

Results = Dict[str, Any]


def of_parts(trials: Dict[str, Results]) -> str:
    """Return the table of the parts of the intent model; empty where none was measured."""
    measured = {name: trial["parts"]["systems"] for name, trial in trials.items() if trial.get("parts")}
    if not measured:
        return ""
    variants = list(next(iter(measured.values())))
    rows = [[variant, *(_two(systems[variant]["tests"]) for systems in measured.values())] for variant in variants]
    head = ["", *(TRIALS[name] for name in measured)]
    return f"## What each part brings\n\n{table(head, rows)}\n" + prose("parts")


def _two(tests: Results) -> str:
    return f"{_mean(tests, spoilt=False):.1f} ({_mean(tests, spoilt=True):.1f})"


def _mean(tests: Results, *, spoilt: bool) -> float:
    values = [100 * found["accuracy"]["value"] for name, found in tests.items() if name.endswith(TYPOS) is spoilt]
    return float(sum(values) / len(values))


def of_own_questions(own: Optional[Results]) -> str:
    """Return the table of our own questions; empty where they were not asked."""
    if not own:
        return ""
    head = ["", "right", "offered", "wrong", "unanswerable, claimed"]
    rows: List[List[str]] = []
    for code, variants in own["languages"].items():
        for variant, found in variants.items():
            cells = [
                percent(found[name]) if found[name]["total"] else "–"
                for name in ("right", "offered", "wrong", "claimed")
            ]
            rows.append([f"{LANGUAGES[code]}, {variant} (n = {found['right']['total']})", *cells])
    return f"## Our own questions\n\n{table(head, rows)}\n" + prose("own_questions").format(**own)
