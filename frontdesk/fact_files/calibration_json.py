"""The calibration as a JSON file: fitted by `frontdesk calibrate`, kept with the facts it belongs to."""

import json
from pathlib import Path

from frontdesk.facts.calibration import Calibration


def read_calibration(path: Path) -> Calibration:
    """Read a calibration. Raises OSError where there is none, ValueError or KeyError where it is none of ours."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        weights={str(name): float(weight) for name, weight in content["weights"].items()},
        constant=float(content["constant"]),
        state_from=float(content["state_from"]),
        offer_from=float(content["offer_from"]),
    )
