"""`frontdesk up`: start everything and keep it running."""

import subprocess
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

import typer

from frontdesk.cli.installation import RASA_PYTHON, process_environment, read_settings, say, workshop
from frontdesk.cli.processes import check_ports, process_specs
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.supervision.errors import StartProblem
from frontdesk.supervision.instance import occupied
from frontdesk.supervision.model import ensure_model
from frontdesk.supervision.preflight import check_environment
from frontdesk.supervision.process import ManagedProcess, tethered
from frontdesk.supervision.supervisor import Supervisor

app = typer.Typer(add_completion=False)

_PROBE_SECONDS = 0.5
_PROGRESS_SECONDS = 10.0
_LONG_START_SECONDS = 120.0


@app.command()
def up() -> None:
    """Start the gateway, Rasa and the action server, and keep them running until Ctrl-C.

    Trains the language model where it is missing or stale, brings the database up to date and imports data/facts
    first. A process that crashes is started again. Logs are in the data folder (var/logs).
    """
    settings = read_settings()
    check_environment(RASA_PYTHON, what="Rasa")
    with occupied(settings.data_dir) as (run_folder, log_folder):
        check_ports(settings)
        environment = process_environment(settings)
        model = ensure_model(workshop(settings, environment))
        prepare_store(environment)
        processes = [
            ManagedProcess(spec, run_folder=run_folder, log_folder=log_folder)
            for spec in process_specs(settings, environment, model)
        ]
        Supervisor(processes, say=say, tick=Readiness(settings)).run()
        say("Stopped.")


def prepare_store(environment: dict[str, str]) -> None:
    """Bring the database up to date and import the facts, in a process of its own. Raises StartProblem."""
    command = (
        sys.executable,
        "-m",
        "frontdesk.cli.main",
        "facts",
        "import",
        "--author",
        "frontdesk",
        "-m",
        "import at start",
    )
    done = subprocess.run(  # noqa: S603 - our own command
        tethered(command), cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StartProblem(f"The facts could not be imported. {done.stderr.strip().removeprefix('frontdesk: ')}")
    say(f"Facts: {done.stdout.strip().splitlines()[-1]}")


class Readiness:
    """Asks the gateway until it would answer a question, then prints the addresses once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = f"http://127.0.0.1:{settings.port}"
        self._started = self._said_at = time.monotonic()
        self._ready = False

    def __call__(self) -> float | None:
        """Seconds until it wants to be called again; None once everything is ready."""
        if not self._ready and self._probe():
            self._ready = True
            self._announce()
        if self._ready:
            return None
        self._report_progress()
        return _PROBE_SECONDS

    def _probe(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self._settings.port, timeout=2.0)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _report_progress(self) -> None:
        now = time.monotonic()
        if now - self._said_at < _PROGRESS_SECONDS:
            return
        self._said_at = now
        waited = now - self._started
        hint = f"; see the logs in {self._settings.data_dir / 'logs'}" if waited > _LONG_START_SECONDS else ""
        say(f"  starting, {waited:.0f} s{hint}")

    def _announce(self) -> None:
        say(f"Frontdesk is ready after {time.monotonic() - self._started:.0f} s.")
        say(f"  demonstration page  {self._base}/")
        say(f"  lead desk           {self._base}/desk  (`frontdesk staff add` invites somebody)")
        say(f"  chat API            {self._base}/openapi.json")
        say(f"  health              {self._base}/healthz  {self._base}/readyz  {self._base}/metrics")
        say(f"  data and logs       {self._settings.data_dir}")
        say("Stop with Ctrl-C.")
