"""One installation's data folder: one supervisor at a time, its pid files and its logs."""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.supervision.errors import AlreadyRunning, DataFolderUnusable


@contextmanager
def occupied(data_dir: Path) -> Iterator[tuple[Path, Path]]:
    """Hold the data folder for this process and yield the folders for pid files and logs.

    Raises DataFolderUnusable where it cannot be written, AlreadyRunning where another process holds it.
    """
    check_writable(data_dir)
    run_folder, log_folder = data_dir / "run", data_dir / "logs"
    for folder in (run_folder, log_folder):
        folder.mkdir(exist_ok=True)
    with (run_folder / "lock").open("a+", encoding="ascii") as lock:
        _lock(lock.fileno(), data_dir, run_folder)
        for stale in run_folder.glob("*.pid"):
            stale.unlink()
        own = run_folder / "supervisor.pid"
        own.write_text(f"{os.getpid()}\n", encoding="ascii")
        try:
            yield run_folder, log_folder
        finally:
            own.unlink(missing_ok=True)


def check_writable(data_dir: Path) -> None:
    """Raise DataFolderUnusable unless the folder exists, or can be made, and files can be written in it."""
    probe = data_dir / f".probe-{uuid.uuid4().hex}"
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.write_bytes(b"\n")
        probe.unlink()
    except OSError as problem:
        raise DataFolderUnusable(
            f"The data folder {data_dir} cannot be written ({problem.strerror}). "
            "Make it writable, free some space, or choose another one with FRONTDESK_DATA_DIR."
        ) from problem


def running_supervisor(data_dir: Path) -> int | None:
    """The pid of the supervisor that holds the data folder; None where nobody does."""
    lock, pid_file = data_dir / "run" / "lock", data_dir / "run" / "supervisor.pid"
    if not (lock.exists() and pid_file.exists()):
        return None
    with lock.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(pid_file.read_text(encoding="ascii"))
    return None


def _lock(descriptor: int, data_dir: Path, run_folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        raise AlreadyRunning(
            f"Frontdesk already runs in {data_dir}{_holder(run_folder)}. "
            "Stop it first, or start a second one with another FRONTDESK_DATA_DIR and FRONTDESK_PORT."
        ) from problem


def _holder(run_folder: Path) -> str:
    path = run_folder / "supervisor.pid"
    return f" (process {path.read_text(encoding='ascii').strip()})" if path.exists() else ""
