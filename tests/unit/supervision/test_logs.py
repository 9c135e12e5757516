"""A process's output in a rotating file."""

import os
from pathlib import Path

from frontdesk.supervision import logs
from frontdesk.supervision.logs import LogPump, last_lines


def test_log_rotates_and_drops_the_oldest(tmp_path: Path) -> None:
    path = tmp_path / "rasa.log"
    for number in range(logs.KEPT_FILES + 3):
        path.write_text(f"{number}\n")
        logs.rotate(path)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == [f"rasa.log.{number}" for number in range(1, logs.KEPT_FILES + 1)]
    assert (tmp_path / "rasa.log.1").read_text() == f"{logs.KEPT_FILES + 2}\n"


def test_no_line_is_lost_when_the_log_rotates(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    pump = LogPump(os.fdopen(reader, "rb"), tmp_path / "a.log")
    line = b"x" * 99_999 + b"\n"
    count = logs.MAX_BYTES // len(line) + 5
    with os.fdopen(writer, "wb") as output:
        for _ in range(count):
            output.write(line)
    pump.join(10)
    sizes = [file.stat().st_size for file in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert sum(sizes) == count * len(line)
    assert max(sizes) <= logs.MAX_BYTES


def test_last_lines_of_a_missing_log_are_empty(tmp_path: Path) -> None:
    assert last_lines(tmp_path / "none.log") == ""
