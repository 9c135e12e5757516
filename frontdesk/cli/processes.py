"""The three processes of an installation: the gateway, Rasa and the action server."""

import sys
from pathlib import Path

from frontdesk.cli.installation import RASA_PYTHON
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.supervision.preflight import check_port, port_of
from frontdesk.supervision.process import ProcessSpec


def check_ports(settings: Settings) -> None:
    """Raise PortInUse where one of the three ports is taken."""
    check_port(settings.port, who="the gateway (FRONTDESK_PORT)")
    check_port(port_of(settings.rasa_url), who="Rasa (FRONTDESK_PORT + 1)")
    check_port(port_of(settings.actions_url), who="the action server (FRONTDESK_PORT + 2)")


def process_specs(settings: Settings, environment: dict[str, str], model: Path) -> list[ProcessSpec]:
    """What to start, in the order in which to stop it: no message is taken in that could not be answered any more."""
    commands = {"gateway": _gateway(), "rasa": _rasa(settings, model), "actions": _actions()}
    return [
        ProcessSpec(name=name, command=command, folder=PROJECT_ROOT, environment=environment)
        for name, command in commands.items()
    ]


def _gateway() -> tuple[str, ...]:
    return (sys.executable, "-m", "frontdesk.web.gateway")


def _rasa(settings: Settings, model: Path) -> tuple[str, ...]:
    rasa = (str(RASA_PYTHON), "-m", "rasa", "run", "--model", str(model))
    address = ("--interface", "127.0.0.1", "--port", str(port_of(settings.rasa_url)))
    return (*rasa, *address, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml")


def _actions() -> tuple[str, ...]:
    return (sys.executable, "-m", "actions.server")
