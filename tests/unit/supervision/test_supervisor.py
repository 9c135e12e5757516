"""The supervisor with real processes, killed for real."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("supervised.py")


def wait_for(what: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait until it is so; fail where it never is."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def pid_in(path: Path) -> int | None:
    """The number in a pid file; None where it is not (yet) there."""
    text = path.read_text() if path.exists() else ""
    return int(text) if text.strip() else None


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, str(SCRIPT), str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        wait_for(lambda: pid_in(tmp_path / "grandchild.pid") and pid_in(tmp_path / "run" / "simple.pid"))
        yield process
        process.kill()


def family(folder: Path) -> list[int]:
    """Pids of everything that was started, the grandchild included."""
    files = [folder / "run" / "parent.pid", folder / "run" / "simple.pid", folder / "grandchild.pid"]
    pids = [pid_in(file) for file in files]
    return [pid for pid in pids if pid is not None]


def test_killed_child_is_started_again_and_its_own_children_are_gone(
    supervised: subprocess.Popen[str], tmp_path: Path
) -> None:
    parent, simple, grandchild = family(tmp_path)
    os.kill(parent, signal.SIGKILL)
    wait_for(lambda: pid_in(tmp_path / "run" / "parent.pid") not in {None, parent})
    wait_for(lambda: not runs(grandchild))
    wait_for(lambda: pid_in(tmp_path / "grandchild.pid") not in {None, grandchild})
    assert runs(simple), "a sibling was touched"
    assert supervised.poll() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stop_signal_ends_everything_cleanly(
    supervised: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    started = family(tmp_path)
    supervised.send_signal(number)
    assert supervised.wait(10) == 0
    assert [pid for pid in started if runs(pid)] == []
    assert list((tmp_path / "run").glob("*.pid")) == []


def test_killed_supervisor_leaves_no_orphan_not_even_a_grandchild(
    supervised: subprocess.Popen[str], tmp_path: Path
) -> None:
    started = family(tmp_path)
    assert len(started) == 3
    supervised.kill()
    wait_for(lambda: not any(runs(pid) for pid in started), seconds=5)


def test_output_is_kept_in_a_log_per_process(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    wait_for(lambda: (logs / "simple.log").read_text() == "simple is up\n")
    wait_for(lambda: (logs / "parent.log").read_text() == "parent is up\n")  # a line and its end may be written apart
    supervised.send_signal(signal.SIGTERM)
    supervised.wait(10)
    assert (logs / "parent.log").read_text() == "parent is up\n"
    assert stat.S_IMODE((logs / "parent.log").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "grandchild.pid").stat().st_mode) == 0o600, (
        "files of a process are its owner's only"
    )


def test_process_that_keeps_crashing_ends_in_one_clear_sentence(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path), "crash"], capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 1
    assert "simple ended 5 times soon after its start, so everything is stopped." in finished.stdout
    assert "I cannot go on" in finished.stdout
    assert not any(runs(pid) for pid in family(tmp_path))
