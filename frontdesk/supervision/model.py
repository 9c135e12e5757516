"""The trained language model of an installation: which one fits the training data, whether it is whole, making it."""

import contextlib
import fcntl
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from frontdesk.supervision.errors import ModelProblem
from frontdesk.supervision.logs import LogPump, last_lines
from frontdesk.supervision.process import tethered

TRAINING_DATA = ("data/nlu", "data/rules")
TRAINING_INPUTS = (*TRAINING_DATA, "domain.yml", "config.yml", "bot/components", "bot/text.py", "bot/uv.lock")
_PROGRESS_SECONDS = 15.0
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where training happens: the project's folder, Rasa's Python, the environment it runs in, the data folder.

    ``neighbours`` are folders of models of other installations of the same checkout, to take a fitting one over from.
    """

    project: Path
    rasa_python: Path
    data_dir: Path
    environment: Mapping[str, str] = field(repr=False)
    say: Callable[[str], None] = field(repr=False)
    neighbours: tuple[Path, ...] = ()

    def fitting_model(self) -> Path:
        """Where the model that fits the present training data is, or would be."""
        return self.data_dir / "models" / f"{fingerprint(self.project)[:16]}.tar.gz"

    def candidate(self) -> Path:
        """Where a candidate made from the present training data is, or would be; it is not in use before it is promoted."""
        fitting = self.fitting_model()
        return fitting.parent / "candidate" / fitting.name

    def model_in_use(self) -> Path | None:
        """The model that answers: the fitting one, or else the newest, which the training data have outgrown."""
        fitting = self.fitting_model()
        if fitting.exists():
            return fitting
        return max(fitting.parent.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def fingerprint(project: Path) -> str:
    """A digest of everything a model is made from; nothing else makes a model stale."""
    digest = hashlib.sha256()
    for path in _inputs(project):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(project).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def check_model(path: Path) -> None:
    """Raise ModelProblem unless the file is a whole archive with Rasa's metadata in it."""
    try:
        with gzip.open(path) as whole, tarfile.open(fileobj=whole) as archive:
            names = set(archive.getnames())
            while whole.read(_CHUNK_BYTES):
                pass  # the check sum is at the very end
    except (OSError, EOFError, tarfile.TarError, zlib.error) as problem:
        raise ModelProblem(_damaged(path)) from problem
    if "metadata.json" not in names:
        raise ModelProblem(_damaged(path))


def ensure_model(workshop: Workshop) -> Path:
    """The model that fits the present training data, trained now where it is missing. Raises ModelProblem.

    While a candidate made from these data waits to be promoted, the model in use stays.
    """
    path, current = workshop.fitting_model(), workshop.model_in_use()
    waits = current is not None and workshop.candidate().exists()
    if current is not None and (waits or current == path):
        check_model(current)
        if current != path:
            workshop.say(f"A candidate for the language model waits to be promoted; {current} stays in use.")
        return current
    if _take_over(workshop, path):
        return path
    stale = path.parent.exists() and any(path.parent.glob("*.tar.gz"))
    workshop.say("The training data has changed." if stale else "There is no trained language model yet.")
    return train(workshop)


def train(workshop: Workshop) -> Path:
    """Train from scratch and put the model in its place in one step; older models are removed. Raises ModelProblem."""
    path = workshop.fitting_model()
    _make(workshop, path)
    _remove_others(path)
    return path


def train_candidate(workshop: Workshop) -> Path:
    """Train from scratch beside the models in use, whose place nothing takes before `promote`. Raises ModelProblem."""
    path = workshop.candidate()
    _make(workshop, path)
    _remove_others(path)
    return path


def promote(workshop: Workshop) -> Path:
    """Put the candidate in place in one step; the former model stays for processes that still run with it."""
    former, path = workshop.model_in_use(), workshop.fitting_model()
    os.utime(workshop.candidate())  # of two models the newer is the one in use
    workshop.candidate().replace(path)
    _remove_others(path, *([former] if former else []))
    return path


def _make(workshop: Workshop, path: Path) -> None:
    models = workshop.data_dir / "models"
    path.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with _alone_in(models), tempfile.TemporaryDirectory(dir=models, prefix=".training-") as folder:
        _run_training(workshop, folder)
        made = next(Path(folder).glob("*.tar.gz"), None)
        if made is None:
            raise ModelProblem(_failed(workshop))
        check_model(made)
        made.replace(path)
    workshop.say(f"The language model is trained ({time.monotonic() - started:.0f} s).")


def _remove_others(path: Path, *kept: Path) -> None:
    for other in path.parent.glob("*.tar.gz"):
        if other not in {path, *kept}:
            other.unlink()


def _take_over(workshop: Workshop, path: Path) -> bool:
    """Copy a neighbour's model that fits and is whole, in one step. Tells whether there was one."""
    for made in (folder / path.name for folder in workshop.neighbours):
        if made == path or not made.exists():
            continue
        with contextlib.suppress(ModelProblem):
            check_model(made)
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.draft")
            shutil.copyfile(made, draft)
            draft.replace(path)
            workshop.say(f"The language model {made} fits; taken over.")
            return True
    return False


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder of models; what a training that was killed left there is removed. Raises ModelProblem."""
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise ModelProblem(
                f"Another training is at work in {folder}. Wait until it is done, then start again."
            ) from problem
        for left in folder.glob(".training-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _inputs(project: Path) -> Iterator[Path]:
    for name in TRAINING_INPUTS:
        place = project / name
        if place.is_dir():
            yield from sorted(
                path for path in place.rglob("*") if path.suffix in {".py", ".yml", ".yaml", ".txt", ".json"}
            )
        elif place.exists():
            yield place


def _run_training(workshop: Workshop, folder: str) -> None:
    log = _log(workshop)
    log.parent.mkdir(exist_ok=True)
    log.unlink(missing_ok=True)
    workshop.say("Training the language model; this takes a few minutes the first time.")
    running = subprocess.Popen(  # noqa: S603 - the command is built here
        tethered(_command(workshop, folder)),
        cwd=workshop.project,
        env=dict(workshop.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    pump = LogPump(cast("IO[bytes]", running.stdout), log)
    started = time.monotonic()
    while running.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(_PROGRESS_SECONDS)
        if running.poll() is None:
            workshop.say(f"  training, {time.monotonic() - started:.0f} s{_component_at_work(log)}")
    pump.join(2.0)
    if running.returncode:
        raise ModelProblem(_failed(workshop))


def _component_at_work(log: Path) -> str:
    found = re.findall(r"Starting to train component '(\w+)'", last_lines(log, 20))
    return f", {found[-1]}" if found else ""


def _command(workshop: Workshop, folder: str) -> tuple[str, ...]:
    data = [name for name in TRAINING_DATA if (workshop.project / name).exists()]
    rasa = (str(workshop.rasa_python), "-m", "rasa", "train", "--force", "--out", folder)
    return (*rasa, "--domain", "domain.yml", "--config", "config.yml", "--data", *data)


def _log(workshop: Workshop) -> Path:
    return workshop.data_dir / "logs" / "train.log"


def _failed(workshop: Workshop) -> str:
    log = _log(workshop)
    return f"The language model could not be trained. The end of {log} says why:\n{last_lines(log, 15)}"


def _damaged(path: Path) -> str:
    return f"The language model {path} is damaged. Run `make train` to make a new one."
