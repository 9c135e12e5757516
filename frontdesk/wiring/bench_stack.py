"""Installations of their own for benchmarks: free ports, a throw-away data folder, none of the present installation's settings."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.supervision.errors import StartProblem
from frontdesk.supervision.model import fingerprint
from frontdesk.supervision.process import tethered
from frontdesk.wiring.stores import ready_stores

_FIRST_PORT, _LAST_PORT = 18_000, 32_000
_START_SECONDS = 1_800.0  # on a machine that does other things as well
_LOOK_SECONDS = 0.25  # more often would itself cost what is measured
_STOP_SECONDS = 60.0


class SettingsApart(Settings):
    """Settings that nothing outside is asked for: no database, mail server or messenger of the present installation is touched."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given to the constructor and nothing from the environment."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Apart:
    """An installation in a folder of its own, not started yet."""

    settings: Settings
    environment: Mapping[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        """Where its gateway is, once it runs."""
        return f"http://127.0.0.1:{self.settings.port}"


@contextmanager
def installation_apart() -> Iterator[Apart]:
    """Give an installation that nobody else uses, and delete it in the end."""
    with TemporaryDirectory(prefix="frontdesk-bench-", ignore_cleanup_errors=True) as folder:
        settings = SettingsApart(port=_three_free_ports(), data_dir=Path(folder), rate_limits=False)
        yield Apart(settings, _environment(settings))


def _environment(settings: Settings) -> dict[str, str]:
    """Give the environment of its processes without a setting that only the present installation has."""
    own = {f"FRONTDESK_{name.upper()}" for name, value in settings if value is not None} | {"FRONTDESK_SECRET"}
    whole = settings.process_environment()
    return {name: value for name, value in whole.items() if name in own or not name.startswith("FRONTDESK_")}


@contextmanager
def running_gateway() -> Iterator[str]:
    """Serve the gateway alone, without Rasa, and give its address."""
    with (
        installation_apart() as apart,
        ready_stores(apart.settings),
        running(apart, "frontdesk.web.gateway") as gateway,
    ):
        gateway.wait(lambda: answers(f"{apart.url}/healthz"))
        yield apart.url


@dataclass(frozen=True, slots=True)
class Running:
    """A process of an installation apart, with the file that its output goes to."""

    process: subprocess.Popen[bytes]
    output: Path

    def wait(self, is_so: Callable[[], bool]) -> float:
        """Wait until something is so and return the seconds it took. Raises StartProblem where the process ends before."""
        begun = time.monotonic()
        while not is_so():
            if self.process.poll() is not None or time.monotonic() - begun > _START_SECONDS:
                raise StartProblem(f"What is to be measured did not start:\n{self.output.read_text(encoding='utf-8')}")
            time.sleep(_LOOK_SECONDS)
        return time.monotonic() - begun


@contextmanager
def running(apart: Apart, module: str, *arguments: str) -> Iterator[Running]:
    """Run one of our modules as a process that ends when this one does."""
    output = apart.settings.data_dir / "output.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            tethered((sys.executable, "-m", module, *arguments)),
            cwd=PROJECT_ROOT,
            env=dict(apart.environment),
            stdout=file,
            stderr=file,
        )
    with stopping(process):
        yield Running(process, output)


@contextmanager
def stopping(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Stop a process in the end, however it came to that."""
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        process.kill()
        process.wait()


@contextmanager
def running_stack(apart: Apart) -> Iterator[float]:
    """Start everything as `frontdesk up` does and give the seconds until it was ready. Raises StartProblem."""
    with running(apart, "frontdesk.cli.main", "up") as supervisor:
        yield supervisor.wait(lambda: answers(f"{apart.url}/readyz"))


def process_numbers(data_dir: Path) -> dict[str, int]:
    """Return the pid of each process that runs in a data folder. Raises StartProblem where none does."""
    found = {file.stem: int(file.read_text(encoding="ascii")) for file in sorted((data_dir / "run").glob("*.pid"))}
    if "gateway" not in found:
        raise StartProblem(f"Nothing runs in {data_dir}; FRONTDESK_DATA_DIR names the folder of the stack to measure.")
    return found


def lend_model(apart: Apart) -> None:
    """Give it the trained language model. Raises StartProblem where none fits: a benchmark does not train one by the way."""
    trained = Settings().data_dir / "models" / f"{fingerprint(PROJECT_ROOT)[:16]}.tar.gz"
    if not trained.exists():
        raise StartProblem("There is no language model that fits the present training data; `make train` makes one.")
    models = apart.settings.data_dir / "models"
    models.mkdir()
    shutil.copyfile(trained, models / trained.name)


def answers(address: str) -> bool:
    """Tell whether an address answers with 200 now."""
    try:
        return httpx.get(address, timeout=5.0, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _three_free_ports() -> int:
    """Return the first of three ports in a row that nobody listens on. Raises StartProblem where there are none."""
    for first in range(_FIRST_PORT, _LAST_PORT, 3):
        with contextlib.ExitStack() as probes, contextlib.suppress(OSError):
            for port in range(first, first + 3):
                probes.enter_context(socket.create_server(("127.0.0.1", port)))
            return first
    raise StartProblem("No three ports in a row are free on this machine.")
