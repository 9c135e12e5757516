"""Starts the evaluation on public data in the language model's own environment."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from frontdesk.settings import PROJECT_ROOT

_PYTHON = PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"


def run_public_bench(out: Path, data_dir: Path, options: Sequence[str], own: Mapping[str, Any] | None) -> None:
    """Train and ask all systems, then write numbers, tables and charts into ``out``. Raises CalledProcessError where it fails.

    ``options`` are passed on to `python -m bot.evaluation`; ``own`` is what our own questions came to, None to keep what is there.
    """
    command = [str(_PYTHON), "-m", "bot.evaluation", "--out", str(out.resolve()), *options]
    with TemporaryDirectory() as folder:
        if own is not None:
            file = Path(folder) / "own.json"
            file.write_text(json.dumps(own), encoding="utf-8")
            command += ["--own", str(file)]
        environment = ["PYTHONWARNINGS=ignore", f"FRONTDESK_DATA_DIR={data_dir.resolve()}"]
        subprocess.run(["/usr/bin/env", *environment, *command], check=True, cwd=PROJECT_ROOT)  # noqa: S603 - our own interpreter and module
