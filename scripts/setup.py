"""Sets up both locked environments with a uv of the project's own; does nothing where they fit their locks already.

Usage: python setup.py [--dev]     with --dev the tools of `make check` and `make test` as well
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_VERSION = "0.13.9"
UV_FOLDER = ROOT / ".uv"
UV = UV_FOLDER / "bin" / "uv"
LOCK_FILES = ("uv.lock", "pyproject.toml", ".python-version")
NOT_INHERITED = {
    "VIRTUAL_ENV",
    "UV_PYTHON",
    "UV_PROJECT_ENVIRONMENT",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
}
SPACE_NEEDED_GB = 4


class SetupProblem(Exception):
    """The set-up cannot go on; its text says why and what to do."""


def main() -> int:
    """Bring uv, then both environments."""
    dev = "--dev" in sys.argv[1:]
    try:
        bring_uv()
        sync(ROOT, "the application", "3.12", dev=dev)
        sync(ROOT / "bot", "Rasa", "3.10", dev=dev)
    except SetupProblem as problem:
        print(f"setup: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def bring_uv() -> None:
    """Install uv into a virtual environment of the project's own, where it is not there yet."""
    stamp = UV_FOLDER / f".version-{UV_VERSION}"
    if stamp.exists() and UV.exists():
        return
    say(f"Bringing uv {UV_VERSION}, which installs everything else.")
    if shutil.disk_usage(ROOT).free < SPACE_NEEDED_GB * 10**9:
        say(f"There are less than {SPACE_NEEDED_GB} GB free here; this may not be enough.")
    shutil.rmtree(UV_FOLDER, ignore_errors=True)
    hint = "Check that this Python has venv and pip (on Debian: apt-get install python3-venv python3-pip)"
    run([sys.executable, "-m", "venv", str(UV_FOLDER)], f"No virtual environment could be made. {hint}.")
    pip = [str(UV_FOLDER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, f"uv=={UV_VERSION}"], f"uv could not be installed. {hint}, and that the package index can be reached.")
    stamp.touch()


def sync(folder: Path, what: str, version: str, *, dev: bool) -> None:
    """Make the environment in ``folder`` equal to its lock. The tools, once installed, stay."""
    stamp = folder / ".venv" / ".synced"
    fit = fingerprint(folder)
    have = stamp.read_text().split() if stamp.exists() else []
    dev = dev or "dev" in have
    if have == [fit, *(["dev"] if dev else [])]:
        return
    say(f"Setting up the environment of {what} (Python {version}); a few minutes the first time.")
    started = time.monotonic()
    stamp.unlink(missing_ok=True)
    check_python(folder, version)
    command = [str(UV), "sync", "--frozen", "--compile-bytecode", "--directory", str(folder)]
    run(
        command if dev else [*command, "--no-dev"],
        f"The environment of {what} could not be set up. Check that the package index can be reached, and run it again.",
    )
    stamp.write_text(f"{fit}{' dev' if dev else ''}\n")
    say(f"The environment of {what} is ready ({time.monotonic() - started:.0f} s).")


def check_python(folder: Path, version: str) -> None:
    """Find the Python, or have uv fetch it."""
    find = [str(UV), "python", "find", "--directory", str(folder), version]
    if subprocess.run(find, cwd=folder, env=environment(), capture_output=True, check=False).returncode == 0:
        return
    say(f"Python {version} was not found here; fetching it.")
    run(
        [str(UV), "python", "install", "--directory", str(folder), version],
        f"Python {version} was not found and could not be fetched. "
        f"Install it (pyenv install {version}, or your system's package python{version} with its venv), and run this again.",
    )


def fingerprint(folder: Path) -> str:
    """A digest of what the environment is made from."""
    digest = hashlib.sha256(str(folder).encode())  # a moved checkout needs its scripts written anew
    for name in LOCK_FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def environment() -> dict[str, str]:
    """Our own environment without what would lead uv to another project's, and with the Pythons of a version manager."""
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [str(path) for version in ("3.12", "3.10") for path in sorted(versions.glob(f"{version}*/bin"))]
    return {**inherited, "PATH": os.pathsep.join([inherited.get("PATH", os.defpath), *found])}


def run(command: list[str], problem: str) -> None:
    """Run one step; raise SetupProblem with its sentence where it fails. Its own output is shown as it comes."""
    try:
        finished = subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False)
    except OSError as cause:
        raise SetupProblem(f"{problem} ({cause.strerror})") from cause
    if finished.returncode:
        raise SetupProblem(problem)


def say(sentence: str) -> None:
    """Tell the operator one thing at once."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
