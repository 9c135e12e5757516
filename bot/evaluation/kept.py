"""The systems that are compared, and the folders that keep what they predicted."""

import hashlib
from enum import Enum
from pathlib import Path
from typing import Dict, Iterable, List

from bot.evaluation import predictions
from bot.evaluation.predictions import Outcome
from bot.evaluation.public_sets import Trial

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "config.yml"
STOCK = Path(__file__).with_name("stock.yml")


class System(str, Enum):
    """What can be asked; the parts of the intent model are several variants at once."""

    OURS = "ours"
    TFIDF = "tfidf"
    STOCK = "stock"
    PARTS = "parts"


def folder_of(keep: Path, system: System, name: str, trial: Trial) -> Path:
    """Return where the predictions are kept: a place of its own for each state of the code and the data they depend on."""
    digest = hashlib.sha256(repr(trial).encode("utf-8"))
    for path in _sources(system):
        digest.update(path.read_bytes())
    return keep / f"{name}-{system.value}-{digest.hexdigest()[:12]}"


def read(folder: Path) -> Dict[str, Outcome]:
    """Read all predictions of a folder; none where there is no folder."""
    names = (folder / "names.txt").read_text(encoding="utf-8").splitlines() if (folder / "names.txt").exists() else []
    return {name: predictions.read(folder / f"{number}.json.gz") for number, name in enumerate(names)}


def write(found: Dict[str, Outcome], folder: Path) -> None:
    """Write predictions; their names last, so that a job that was broken off is done again."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, outcome in enumerate(found.values()):
        predictions.write(outcome, folder / f"{number}.json.gz")
    (folder / "names.txt").write_text("\n".join(found) + "\n", encoding="utf-8")


def _sources(system: System) -> Iterable[Path]:
    here = Path(__file__).parent
    if system is System.TFIDF:
        return [here / "tfidf_trial.py"]
    if system is System.STOCK:
        return [STOCK]
    ours: List[Path] = [CONFIG, ROOT / "bot" / "text.py", *sorted((ROOT / "bot" / "components").glob("*.py"))]
    return [*ours, here / "ablation_trial.py"] if system is System.PARTS else ours
