"""The second opinion that is kept with the facts."""

import json
from pathlib import Path

import pytest

from frontdesk.fact_files.second_opinion_json import read_second_opinion
from frontdesk.facts.follow_up_evidence import NAMES


def written(folder: Path, names: tuple[str, ...]) -> Path:
    file = folder / "second_opinion.json"
    file.write_text(
        json.dumps({"weights": dict.fromkeys(names, 0.5), "constant": -1, "state_from": 0.7, "none_from": 0.8})
    )
    return file


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    read = read_second_opinion(written(tmp_path, NAMES))
    assert (read.constant, read.state_from, read.none_from) == (-1.0, 0.7, 0.8)
    assert set(read.weights) == set(NAMES)


def test_one_fitted_to_other_evidence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none_such"):
        read_second_opinion(written(tmp_path, (*NAMES, "none_such")))
