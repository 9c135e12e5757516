"""One installation for tests: everything `frontdesk up` starts, on free ports, in a data folder of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from frontdesk.cli.installation import workshop
from frontdesk.settings import Settings
from frontdesk.supervision.process import tethered

ROOT = Path(__file__).resolve().parents[2]
FRONTDESK = Path(sys.executable).with_name("frontdesk")
START_SECONDS = 400.0  # on a machine that does other things as well
TRAINING_SECONDS = 1200.0  # where `make train` did not run before


def wait_for(what: str, is_so: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something is so; fail, naming it, where it never is."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(0.1)


def three_free_ports() -> int:
    """The first of three ports in a row that nobody listens on."""
    for first in range(18100 + os.getpid() % 97 * 30, 32000, 3):
        with contextlib.ExitStack() as probes:
            try:
                for port in range(first, first + 3):
                    probes.enter_context(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue
            return first
    raise AssertionError("no three free ports in a row")


class Stack:
    """The processes of one installation. ``environment`` adds FRONTDESK_* variables for this one."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.settings = Settings(port=three_free_ports(), data_dir=data_dir, rate_limits=False)
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self._environment = {**self.settings.process_environment(), **environment}
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._borrow_model()

    def start(self) -> None:
        """Start everything and wait until a question would be answered."""
        self._output = self.data_dir / "up.txt"
        with self._output.open("wb") as output:
            self._supervisor = subprocess.Popen(
                tethered((str(FRONTDESK), "up")), cwd=ROOT, env=self._environment, stdout=output, stderr=output
            )
        wait_for("the stack is ready", self._ready_or_ended, START_SECONDS if self._has_model else TRAINING_SECONDS)

    def stop(self) -> int:
        """Stop it as Ctrl-C does; returns the exit code."""
        assert self._supervisor is not None
        self._supervisor.send_signal(signal.SIGINT)
        return self._supervisor.wait(60)

    def kill_supervisor(self) -> None:
        """Kill the supervisor without giving it a chance to clear up."""
        assert self._supervisor is not None
        self._supervisor.kill()
        self._supervisor.wait()

    def is_ready(self) -> bool:
        """Whether a question would be answered now."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5.0, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def pid(self, name: str) -> int | None:
        """The pid of one of the processes; None where it does not run."""
        path = self.data_dir / "run" / f"{name}.pid"
        text = path.read_text() if path.exists() else ""
        return int(text) if text.strip() else None

    def kill(self, name: str) -> None:
        """Kill one process without warning and wait until its successor has a pid."""
        pid = self.pid(name)
        assert pid is not None, f"{name} does not run"
        os.kill(pid, signal.SIGKILL)
        wait_for(f"{name} is started again", lambda: self.pid(name) not in {None, pid}, 30)

    def command(self, *arguments: str) -> str:
        """Run a frontdesk command in this installation and return what it prints."""
        finished = subprocess.run(
            [FRONTDESK, *arguments], cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False
        )
        assert finished.returncode == 0, f"frontdesk {' '.join(arguments)}: {finished.stderr}"
        return finished.stdout

    def leads_of(self, conversation_id: str) -> list[dict[str, Any]]:
        """The leads of one conversation, as staff export them."""
        leads: list[dict[str, Any]] = json.loads(self.command("leads", "export", "--format", "json"))
        return [lead for lead in leads if lead["conversation_id"] == conversation_id]

    def understand(self, text: str, language: str) -> dict[str, Any]:
        """What the language model makes of a text."""
        response = httpx.post(
            f"{self.settings.rasa_url}/webhooks/frontdesk/parse",
            json={"text": text, "language": language},
            headers={"X-Frontdesk-Secret": self.settings.shared_secret()},
            timeout=30.0,
            trust_env=False,
        )
        response.raise_for_status()
        parsed: dict[str, Any] = response.json()
        return parsed

    def _ready_or_ended(self) -> bool:
        assert self._supervisor is not None
        code = self._supervisor.poll()
        assert code is None, f"frontdesk up ended with {code}:\n{self._output.read_text()}"
        return self.is_ready()

    def _borrow_model(self) -> None:
        """Take over the model that `make train` made; where there is none, `frontdesk up` trains one."""
        own = workshop(self.settings, self._environment).fitting_model()
        made = Settings().data_dir / "models" / own.name
        own.parent.mkdir(parents=True, exist_ok=True)
        self._has_model = made.exists()
        if self._has_model:
            own.write_bytes(made.read_bytes())
