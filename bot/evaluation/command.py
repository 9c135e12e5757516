"""The command line: runs what was not run yet, writes the numbers, the tables and the charts."""

import argparse
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from bot.evaluation import kept
from bot.evaluation.about import about
from bot.evaluation.charts import draw
from bot.evaluation.kept import System
from bot.evaluation.public_sets import FULL, TRIALS
from bot.evaluation.report import report
from bot.evaluation.results import summary
from bot.settings import data_dir

logger = logging.getLogger(__name__)

ONE_THREAD = [f"{name}=1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")]
QUIET = ["TF_CPP_MIN_LOG_LEVEL=3", "RASA_TELEMETRY_ENABLED=false", "CUDA_VISIBLE_DEVICES=", "RASA_MAX_CACHE_SIZE=0"]
WITHOUT_FACTS = ["FRONTDESK_KNOWLEDGE_FILE=there-is-none.json"]
"""Our names and facts have nothing to do with the public data."""
RESULTS = "results.json"


def main(arguments: Optional[Sequence[str]] = None) -> None:
    """Measure, then write results.json, README.md and the charts into one folder."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    file = asked.out / RESULTS
    asked.out.mkdir(parents=True, exist_ok=True)
    if not asked.render_only:
        before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        file.write_text(_as_text(_measured(asked, before.get("own"))), encoding="utf-8")
    results = json.loads(file.read_text(encoding="utf-8"))
    (asked.out / "README.md").write_text(report(results), encoding="utf-8")
    draw(results, asked.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot.evaluation", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=kept.ROOT / "tests" / "benchmarks", help="folder of the public data"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for results.json, README.md and the charts")
    parser.add_argument(
        "--keep", type=Path, default=data_dir() / "evaluation", help="folder where predictions are kept"
    )
    parser.add_argument("--trial", action="append", choices=list(TRIALS), help="this trial only; may be given again")
    parser.add_argument("--full", action="store_true", help="also with all training sentences: half an hour")
    parser.add_argument("--stock", action="store_true", help="also Rasa's stock pipeline: two hours")
    parser.add_argument("--own", type=Path, help="JSON file with what our own questions came to")
    parser.add_argument("--render-only", action="store_true", help="tables and charts from the results.json there is")
    return parser


def _measured(asked: argparse.Namespace, own_before: Any) -> Dict[str, Any]:
    names = asked.trial or list(TRIALS)
    found = {name: _trial(name, asked) for name in names}
    own = json.loads(asked.own.read_text(encoding="utf-8")) if asked.own else own_before
    return {"about": about(), "trials": {name: numbers for name, numbers in found.items() if numbers}, "own": own}


def _trial(name: str, asked: argparse.Namespace) -> Dict[str, Any]:
    """Return the numbers of one trial; what was not asked for counts where its predictions are still there."""
    trial = TRIALS[name](asked.data)
    found = {}
    for system in System:
        folder = kept.folder_of(asked.keep, system, name, trial)
        if _wanted(system, name, asked) and not kept.read(folder):
            _run(system, name, asked.data, folder)
        found[system] = kept.read(folder)
    if not found[System.OURS]:
        return {}
    whole = {**found[System.OURS], **found[System.TFIDF], **found[System.STOCK]}
    numbers = summary(whole, System.OURS.value)
    parts = found[System.PARTS]
    size = {"sentences": len(trial.train), "intents": len({one.intent for one in trial.train})}
    return {"training": size, **numbers, "parts": summary(parts, next(iter(parts))) if parts else None}


def _wanted(system: System, name: str, asked: argparse.Namespace) -> bool:
    if name in FULL:
        return bool(asked.full) and system in {System.OURS, System.TFIDF}
    return bool(asked.stock) or system is not System.STOCK


def _run(system: System, name: str, data: Path, folder: Path) -> None:
    """Do a job in its own process. Raises CalledProcessError where it fails."""
    logger.info("%s: %s …", name, system.value)
    command: List[str] = [sys.executable, "-W", "ignore", "-m", "bot.evaluation.job", system.value, name]
    environment = [*ONE_THREAD, *QUIET, *WITHOUT_FACTS]
    subprocess.run(  # noqa: S603 - our own interpreter and module
        ["/usr/bin/env", *environment, *command, "--data", str(data.resolve()), "--into", str(folder.resolve())],
        cwd=kept.ROOT,
        check=True,
    )


def _as_text(results: Dict[str, Any]) -> str:
    return json.dumps(results, ensure_ascii=False) + "\n"
