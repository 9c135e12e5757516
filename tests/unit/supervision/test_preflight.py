"""What stands in the way of starting is said in one sentence that names the way out."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.supervision.errors import AlreadyRunning, DataFolderUnusable, EnvironmentMissing, PortInUse
from frontdesk.supervision.instance import check_writable, occupied
from frontdesk.supervision.preflight import check_environment, check_port, port_of


def test_port_in_use_is_named_together_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortInUse, match=rf"Port {port}, which the gateway needs, is in use .*FRONTDESK_PORT="):
            check_port(port, who="the gateway")
    check_port(port, who="the gateway")


def test_port_of_an_address() -> None:
    assert [port_of(a) for a in ("http://127.0.0.1:8002/webhook", "http://x", "https://x")] == [8002, 80, 443]


def test_missing_environment_names_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentMissing, match="make setup"):
        check_environment(tmp_path / "bin" / "python", what="Rasa")
    check_environment(Path(sys.executable), what="this test")


def test_file_in_the_place_of_the_data_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(DataFolderUnusable, match="FRONTDESK_DATA_DIR"):
        check_writable(tmp_path / "var")


def test_data_folder_nobody_may_write_is_said() -> None:
    with pytest.raises(DataFolderUnusable, match="cannot be written"):
        check_writable(Path("/proc"))  # closed to root too


def test_second_instance_in_one_folder_is_refused_with_the_first_ones_pid(tmp_path: Path) -> None:
    with (
        occupied(tmp_path),
        pytest.raises(AlreadyRunning, match=rf"process {os.getpid()}\).*FRONTDESK_DATA_DIR"),
        occupied(tmp_path),
    ):
        pass
    with occupied(tmp_path):
        assert (tmp_path / "run" / "supervisor.pid").exists()
    assert not (tmp_path / "run" / "supervisor.pid").exists()


def test_folder_of_a_killed_instance_is_free_at_once(tmp_path: Path) -> None:
    holder = (
        "import sys, time; from pathlib import Path; from frontdesk.supervision.instance import occupied\n"
        "with occupied(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        process.kill()
    with occupied(tmp_path) as (run_folder, log_folder):
        assert run_folder.is_dir()
        assert log_folder.is_dir()
