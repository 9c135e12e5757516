"""Measures a bot of Rasa's own beside ours: what one message costs it, on the REST channel, with nothing else around it."""

import json
import subprocess
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

from frontdesk.settings import PROJECT_ROOT
from frontdesk.supervision.errors import StartProblem
from frontdesk.supervision.process import tethered
from frontdesk.supervision.process_usage import Usage, read_usage
from frontdesk.wiring.bench_stack import Apart, Running, installation_apart, stopping

_PYTHON = PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"
_WARM_UP = 8
# What Rasa's own starter bot understands, so that every message is answered by a response of its own.
_SAYINGS = ("hello", "I am very happy", "are you a bot?", "I feel sad", "yes", "good bye", "that did not help", "moody")


@dataclass(frozen=True, slots=True)
class StockRun:
    """What one message cost: CPU and the middle time of an answer in milliseconds; and the memory."""

    messages: int
    cpu_ms: float
    p50: float
    memory: Usage


def measure_stock(project: Path, messages: int) -> StockRun:
    """Serve a folder that `rasa init` has made, with a trained model, and talk to it. Raises StartProblem."""
    if not any((project / "models").glob("*.tar.gz")):
        raise StartProblem(
            f"{project} holds no trained bot; `{_PYTHON} -m rasa init --no-prompt --init-dir …` makes one."
        )
    with installation_apart() as apart:
        credentials, output = apart.settings.data_dir / "credentials.yml", apart.settings.data_dir / "output.txt"
        credentials.write_text("rest:\n", encoding="ascii")
        with output.open("wb") as file:
            process = subprocess.Popen(  # noqa: S603 - Rasa's own environment
                tethered(_command(apart, credentials)),
                cwd=project,
                env=dict(apart.environment),
                stdout=file,
                stderr=file,
            )
        with stopping(process):
            Running(process, output).wait(lambda: _say(apart, "hello") is not None)
            return _measured(apart, process.pid, messages)


def _command(apart: Apart, credentials: Path) -> tuple[str, ...]:
    served = ("--port", str(apart.settings.port), "--interface", "127.0.0.1", "--credentials", str(credentials))
    return (str(_PYTHON), "-m", "rasa", "run", *served)


def _measured(apart: Apart, pid: int, messages: int) -> StockRun:
    for number in range(_WARM_UP):
        _say(apart, _SAYINGS[number % len(_SAYINGS)])
    before = read_usage({"rasa": pid})["rasa"]
    times = [_say(apart, _SAYINGS[number % len(_SAYINGS)]) for number in range(messages)]
    after = read_usage({"rasa": pid})["rasa"]
    answered = [taken for taken in times if taken is not None]
    if len(answered) < messages:
        raise StartProblem(f"Rasa's bot left {messages - len(answered)} of {messages} messages without an answer.")
    return StockRun(messages, (after.cpu_ms - before.cpu_ms) / messages, median(answered), after)


def _say(apart: Apart, text: str) -> float | None:
    """Send a text and return the milliseconds its answer took; none where there was no answer."""
    http = HTTPConnection("127.0.0.1", apart.settings.port, timeout=60)
    begun = time.perf_counter()
    try:
        body = json.dumps({"sender": "bench", "message": text})
        http.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        response = http.getresponse()
        said = json.loads(response.read()) if response.status == HTTPStatus.OK else []
    except (OSError, HTTPException):
        return None
    finally:
        http.close()
    return (time.perf_counter() - begun) * 1000 if said else None
