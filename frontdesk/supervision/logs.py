"""Keeps what a process prints in a file that never grows without bound."""

import threading
from pathlib import Path
from typing import IO

MAX_BYTES = 5_000_000
KEPT_FILES = 3


class LogPump:
    """Copies a process's output, line by line, into a rotating file, on a thread of its own until the output ends."""

    def __init__(self, output: IO[bytes], path: Path) -> None:
        self._output, self._path = output, path
        self._thread = threading.Thread(target=self._copy, name=f"log-{path.stem}", daemon=True)
        self._thread.start()

    def join(self, seconds: float) -> None:
        """Wait until the last line is written, at most so long: a grandchild may hold the output open."""
        self._thread.join(seconds)

    def _copy(self) -> None:
        file = self._open()
        for line in self._output:
            if file.tell() + len(line) > MAX_BYTES:
                file.close()
                rotate(self._path)
                file = self._open()
            file.write(line)
        file.close()
        self._output.close()

    def _open(self) -> IO[bytes]:
        self._path.touch(mode=0o600)
        return self._path.open("ab", buffering=0)


def rotate(path: Path) -> None:
    """Move rasa.log to rasa.log.1, .1 to .2 and so on; the oldest is dropped."""
    for number in range(KEPT_FILES - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))


def last_lines(path: Path, count: int = 8) -> str:
    """The end of a log, to show beside an error; empty where there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8192))
        return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-count:])
