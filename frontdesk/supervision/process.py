"""One process: how it is started, its pid file, its log, and how its whole group is ended."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from frontdesk.supervision.logs import LogPump
from frontdesk.supervision.restarts import Restarts

_OWNER_ONLY = 0o077  # what visitors write is in the databases and logs
_TETHER = Path(__file__).with_name("tether.py")


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """What to start. ``stop_seconds`` is how long it may take to end by itself when asked to."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(repr=False)
    stop_seconds: float = 8.0


def tethered(command: tuple[str, ...]) -> list[str]:
    """The command wrapped so that the kernel kills it together with the process that starts it."""
    return [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *command]


class ManagedProcess:
    """A started process and its record of restarts. Start it from the main thread only: the tether is to that thread."""

    def __init__(self, spec: ProcessSpec, *, run_folder: Path, log_folder: Path) -> None:
        self.spec = spec
        self.restarts = Restarts()
        self.restart_at: float | None = None
        self.log = log_folder / f"{spec.name}.log"
        self._pid_file = run_folder / f"{spec.name}.pid"
        self._running: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    def start(self) -> int:
        """Start it in a process group of its own and return the group's number, which is its pid."""
        running = subprocess.Popen(  # noqa: S603 - the command is one of our own process specifications
            tethered(self.spec.command),
            cwd=self.spec.folder,
            env=dict(self.spec.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=_OWNER_ONLY,
        )
        self._pump = LogPump(cast("IO[bytes]", running.stdout), self.log)
        self._running, self._started_at, self.restart_at = running, time.monotonic(), None
        self._pid_file.write_text(f"{running.pid}\n", encoding="ascii")
        return running.pid

    @property
    def pid(self) -> int | None:
        """Its pid, which is also its group's number; None where it does not run."""
        return self._running.pid if self._running else None

    def exit_code(self) -> int | None:
        """Its exit code once it has ended (minus the signal's number where one ended it); None while it runs."""
        return self._running.poll() if self._running else None

    def bury(self) -> float:
        """Clear up after a process that has ended: kill what is left of its group. Returns the seconds it lived."""
        self._signal_group(signal.SIGKILL)
        self._pump.join(1.0)
        self._running = None
        self._pid_file.unlink(missing_ok=True)
        return time.monotonic() - self._started_at

    def stop(self) -> None:
        """Ask it to end, then insist; nothing of its group is left afterwards."""
        if self._running is None:
            return
        self._signal_group(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._running.wait(self.spec.stop_seconds)
        self._signal_group(signal.SIGKILL)
        self._running.wait()
        self.bury()

    def _signal_group(self, number: signal.Signals) -> None:
        if self._running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, number)
