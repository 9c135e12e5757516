"""What stands in the way of `frontdesk up` and of the set-up is said in one sentence, with an exit code that is not 0."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FRONTDESK = Path(sys.executable).with_name("frontdesk")


def up(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run `frontdesk up` where it cannot start."""
    return subprocess.run(
        [FRONTDESK, "up"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_wrong_setting_is_named() -> None:
    finished = up(FRONTDESK_PORT="eight thousand")
    assert finished.returncode == 1
    assert finished.stderr.startswith("frontdesk: A setting is wrong: FRONTDESK_PORT:")
    assert finished.stderr.count("\n") == 1


@pytest.mark.parametrize("offset", [0, 1, 2])
def test_port_in_use_is_named_before_anything_starts(tmp_path: Path, offset: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        finished = up(FRONTDESK_PORT=str(taken - offset), FRONTDESK_DATA_DIR=str(tmp_path))
    assert finished.returncode == 1
    assert f"Port {taken}" in finished.stderr
    assert finished.stderr.count("\n") == 1
    assert not (tmp_path / "models").exists()
    assert list((tmp_path / "run").glob("*.pid")) == []


def test_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file stands in its place")
    finished = up(FRONTDESK_DATA_DIR=str(tmp_path / "var"))
    assert finished.returncode == 1
    assert "cannot be written" in finished.stderr
    assert "FRONTDESK_DATA_DIR" in finished.stderr
    assert finished.stderr.count("\n") == 1


def test_set_up_without_a_fitting_python_says_what_to_install(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 0\n")  # answers, but is no Python 3.10
    old.chmod(0o755)
    finished = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "setup.sh"],
        env={"PATH": f"{tmp_path}:{folder_with('dirname', tmp_path)}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert finished.stderr.startswith("setup: no Python 3.10 or newer was found. Install one")


def folder_with(program: str, tmp_path: Path) -> Path:
    """A folder that holds one program of the system and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / program).symlink_to(f"/usr/bin/{program}")
    return folder
