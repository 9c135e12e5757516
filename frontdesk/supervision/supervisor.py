"""Keeps a set of processes running until it is told to stop; leaves none behind, however it ends itself."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, cast

from frontdesk.supervision.errors import ChildKeepsCrashing
from frontdesk.supervision.logs import last_lines
from frontdesk.supervision.process import ManagedProcess

_JANITOR = Path(__file__).with_name("janitor.py")
_STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_WATCHED_SIGNALS = _STOP_SIGNALS | {signal.SIGCHLD}
_KILLED = {-signal.SIGKILL, -signal.SIGTERM}
_IDLE_SECONDS = 5.0


class Supervisor:
    """Starts processes in the order given, restarts those that end, and stops them in the same order.

    ``tick`` is called between events and returns in how many seconds it wants to be called again, or None for never.
    ``say`` receives one sentence for the operator at a time.
    """

    def __init__(
        self,
        processes: Sequence[ManagedProcess],
        *,
        say: Callable[[str], None],
        tick: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._processes = processes
        self._say, self._tick = say, tick

    def run(self) -> None:
        """Run until SIGINT, SIGTERM or SIGHUP. Raises ChildKeepsCrashing after having stopped the others."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED_SIGNALS)
        self._janitor = _start_janitor()
        try:
            for process in self._processes:
                self._start(process)
            self._watch()
        finally:
            self._stop_all()
            cast("IO[bytes]", self._janitor.stdin).close()
            self._janitor.wait()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _watch(self) -> None:
        wanted: float | None = 0.0
        while True:
            received = signal.sigtimedwait(_WATCHED_SIGNALS, self._patience(wanted))
            if received is not None and received.si_signo in _STOP_SIGNALS:
                return
            for process in self._processes:
                self._look_after(process)
            wanted = self._tick()

    def _patience(self, wanted: float | None) -> float:
        now = time.monotonic()
        due = [process.restart_at - now for process in self._processes if process.restart_at is not None]
        return max(0.01, min([_IDLE_SECONDS, *due, *([] if wanted is None else [wanted])]))

    def _look_after(self, process: ManagedProcess) -> None:
        if process.restart_at is not None:
            if process.restart_at <= time.monotonic():
                self._start(process)
        elif (code := process.exit_code()) is not None:
            self._plan_restart(process, code)

    def _plan_restart(self, process: ManagedProcess, code: int) -> None:
        group = process.pid
        delay = process.restarts.delay_after(process.bury(), killed=code in _KILLED)
        self._tell_janitor(f"-{group}")
        if delay is None:
            raise ChildKeepsCrashing(_last_words(process))
        process.restart_at = time.monotonic() + delay
        self._say(f"{process.spec.name} ended ({_cause(code)}); it is started again.")

    def _start(self, process: ManagedProcess) -> None:
        self._tell_janitor(f"+{process.start()}")

    def _stop_all(self) -> None:
        for process in self._processes:
            group = process.pid
            process.stop()
            if group is not None:
                self._tell_janitor(f"-{group}")

    def _tell_janitor(self, line: str) -> None:
        if self._janitor.poll() is not None:  # somebody killed it: it has forgotten the groups, a new one learns them
            self._janitor = _start_janitor()
            line = "\n".join([*(f"+{process.pid}" for process in self._processes if process.pid), line])
        pipe = cast("IO[bytes]", self._janitor.stdin)
        pipe.write(f"{line}\n".encode("ascii"))
        pipe.flush()


def _start_janitor() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", str(_JANITOR)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _cause(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _last_words(process: ManagedProcess) -> str:
    return (
        f"{process.spec.name} ended {process.restarts.quick_deaths} times soon after its start, so everything is stopped. "
        f"The end of {process.log}:\n{last_lines(process.log)}"
    )
