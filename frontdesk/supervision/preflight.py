"""What must be true before anything is started; each check raises a StartProblem that says what to do."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

from frontdesk.supervision.errors import EnvironmentMissing, PortInUse


def check_port(port: int, *, who: str) -> None:
    """Raise PortInUse where another program listens on the loopback port that ``who`` needs."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as problem:
            raise PortInUse(
                f"Port {port}, which {who} needs, is reserved for the administrator. "
                "Choose one above 1023, for example with FRONTDESK_PORT=8000."
            ) from problem
        except OSError as problem:
            raise PortInUse(
                f"Port {port}, which {who} needs, is in use by another program. "
                f"Stop that program, or choose another place for all three ports, for example with FRONTDESK_PORT={port + 100}."
            ) from problem


def port_of(address: str) -> int:
    """The port in an http address."""
    parts = urlsplit(address)
    return parts.port or (443 if parts.scheme == "https" else 80)


def check_environment(python: Path, *, what: str) -> None:
    """Raise EnvironmentMissing where a Python environment has not been set up."""
    if not python.exists():
        raise EnvironmentMissing(f"The environment of {what} is missing ({python}). Run `make setup` to install it.")
