"""The second opinion as a JSON file: fitted by `frontdesk calibrate`, kept with the calibration it builds on."""

import json
from pathlib import Path

from frontdesk.facts.second_opinion import SecondOpinion


def read_second_opinion(path: Path) -> SecondOpinion:
    """Read a second opinion. Raises OSError where there is none, ValueError or KeyError where it is none of ours."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return SecondOpinion(
        weights={str(name): float(weight) for name, weight in content["weights"].items()},
        constant=float(content["constant"]),
        state_from=float(content["state_from"]),
        none_from=float(content["none_from"]),
    )
