"""`frontdesk doctor`: check this machine and this installation without changing anything."""

import sys
from collections.abc import Callable, Iterator

import typer

from frontdesk.cli.installation import RASA_PYTHON, process_environment, read_settings, workshop
from frontdesk.cli.processes import check_ports
from frontdesk.settings import Settings
from frontdesk.supervision.errors import StartProblem
from frontdesk.supervision.instance import check_writable, running_supervisor
from frontdesk.supervision.model import check_model
from frontdesk.supervision.preflight import check_environment

app = typer.Typer(add_completion=False)


@app.command()
def doctor() -> None:
    """Check settings, environments, data folder, ports and the language model; exit with 1 where something is wrong.

    Changes nothing and starts nothing. Each problem is one sentence that says what to do.
    """
    wrong = False
    for what, check in _checks():
        try:
            finding = check()
        except StartProblem as problem:
            wrong = True
            typer.secho(f"wrong  {what}: {problem}", fg="red")
        else:
            typer.secho(f"ok     {what}: {finding}", fg="green")
    if wrong:
        sys.exit(1)


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    settings = read_settings()
    yield "settings", lambda: f"port {settings.port}, database {_without_password(settings.database_url)}"
    yield "Rasa's environment", _rasa_environment
    yield "data folder", lambda: _data_folder(settings)
    yield "ports", lambda: _ports(settings)
    yield "language model", lambda: _model(settings)


def _rasa_environment() -> str:
    check_environment(RASA_PYTHON, what="Rasa")
    return str(RASA_PYTHON)


def _data_folder(settings: Settings) -> str:
    check_writable(settings.data_dir)
    return str(settings.data_dir)


def _ports(settings: Settings) -> str:
    pid = running_supervisor(settings.data_dir)
    if pid is not None:
        return f"Frontdesk is running (process {pid})"
    check_ports(settings)
    return f"{settings.port} and the next two are free"


def _model(settings: Settings) -> str:
    place = workshop(settings, process_environment(settings))
    path, current = place.fitting_model(), place.model_in_use()
    if current is not None and current != path and place.candidate().exists():
        check_model(current)
        return f"{current} stays in use while a candidate waits to be promoted"
    if not path.exists():
        return "none fits the training data yet; `frontdesk up` trains it"
    check_model(path)
    return str(path)


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}…@{rest.rpartition('@')[2]}" if "@" in rest else url
