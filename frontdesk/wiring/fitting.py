"""Lets the language model's environment fit weights: it has the numerical libraries."""

import json
import subprocess

from frontdesk.settings import PROJECT_ROOT


def fit_weights(content: dict[str, object]) -> dict[str, object]:
    """Return what `bot.fit_calibration` fits to named evidence; see there for the shape of both."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [str(PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"), "-m", "bot.fit_calibration"],
        input=json.dumps(content),
        text=True,
        capture_output=True,
        check=True,
        cwd=PROJECT_ROOT,
    )
    fitted: dict[str, object] = json.loads(done.stdout)
    return fitted
