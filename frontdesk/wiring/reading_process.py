"""The language model of an archive as a process of its own, fed line by line: for benchmarks, without server and dialogue."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self

from frontdesk.services.reading import ReadingFailed
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class ReadingProcess:
    """Fills the port Reader. Use as a context manager, which starts and ends the process; a text is read once.

    ``cpu_ms`` is the CPU time of one text in milliseconds, known after the block.
    """

    cpu_ms = 0.0

    def __init__(self, model: Path, knowledge_file: Path) -> None:
        self._environment = {
            **dict.fromkeys(_THREADS, "1"),
            "PYTHONUNBUFFERED": "1",  # otherwise answers wait in the pipe
            "FRONTDESK_KNOWLEDGE_FILE": str(knowledge_file),
        }
        python = str(PROJECT_ROOT / "bot" / ".venv" / "bin" / "python")
        self._command = [python, "-m", "bot.parse_file", "--model", str(model)]
        self._process: subprocess.Popen[str] | None = None
        self._report = TemporaryFile("w+")  # noqa: SIM115 - outlives the block: told after the process has ended
        self._read: dict[tuple[str, Language], Mapping[str, Any]] = {}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            ["/usr/bin/env", *(f"{name}={value}" for name, value in self._environment.items()), *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._report,
            text=True,
            cwd=PROJECT_ROOT,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.communicate()
            self._report.seek(0)
            spent = re.search(r"([\d.]+) ms", self._report.read())
            self.cpu_ms = float(spent[1]) if spent else 0.0
            self._report.close()

    def read(self, text: str, language: Language) -> Mapping[str, Any]:
        """Return the parse of a text. Raises ReadingFailed where the process has ended."""
        if (text, language) not in self._read:
            self._read[text, language] = self._ask(text, language)
        return self._read[text, language]

    def _ask(self, text: str, language: Language) -> Mapping[str, Any]:
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("ReadingProcess is used outside its block")
        try:
            self._process.stdin.write(json.dumps({"id": "0", "text": text, "language": language.value}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise ReadingFailed("the language model's process has ended")
        parse: Mapping[str, Any] = json.loads(line)
        return parse
