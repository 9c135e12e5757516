"""Joins what the benchmarks measure: the trained language model, the fact files and the answer service."""

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.fact_files.knowledge_json import KnowledgeJson
from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.services.evaluate_answers import Expectation, Judged, judge
from frontdesk.services.hear_message import hear_message
from frontdesk.services.ports import KnowledgeSource
from frontdesk.services.questions import NOTHING_YET
from frontdesk.services.reading import Reader
from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language
from frontdesk.wiring.answering import assemble_answer_desk
from frontdesk.wiring.reading_process import ReadingProcess

Assemble = Callable[[KnowledgeSource, Reader], AnswerDesk]
QUESTION_SETS = PROJECT_ROOT / "tests" / "nlu"


@dataclass(frozen=True, slots=True)
class NluRun:
    """The judged answers of one run and the CPU time of one question in milliseconds.

    ``left_out`` questions can be answered only by facts that are drafts; they say nothing about understanding.
    """

    judged: tuple[Judged, ...]
    left_out: int
    published: frozenset[str]
    cpu_ms: float


def read_expectations(question_set: str) -> tuple[Expectation, ...]:
    """Read one set of test questions, all languages. Raises FileNotFoundError where there is no such set."""
    folder = QUESTION_SETS / question_set
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise FileNotFoundError(folder)
    return tuple(expectation for file in files for expectation in _read(file))


def run_nlu_bench(model: Path, expectations: Sequence[Expectation]) -> NluRun:
    """Ask every question the way a visitor would, each in a conversation of its own."""
    book = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"])
    knowledge = Knowledge.of(book.facts, book.subjects, book.attributes)
    asked = tuple(one for one in expectations if not one.facts or set(one.facts) & set(knowledge.facts))
    with open_bench_desk(model, knowledge) as (desk, reader):
        judged = tuple(_judge(expectation, desk, reader) for expectation in asked)
    return NluRun(judged, len(expectations) - len(asked), frozenset(knowledge.facts), reader.cpu_ms)


def _judge(expectation: Expectation, desk: AnswerDesk, reader: ReadingProcess) -> Judged:
    heard = hear_message(expectation.question, expectation.language, NOTHING_YET, desk, reader)
    return judge(expectation, heard.act, heard.answer)


@contextmanager
def open_bench_desk(
    model: Path, knowledge: Knowledge, assemble: Assemble = assemble_answer_desk
) -> Iterator[tuple[AnswerDesk, ReadingProcess]]:
    """Open an answer desk that says what visitors would be told, on a trained model and facts that do not change."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "knowledge.json"
        KnowledgeJson(file).write(knowledge)
        with ReadingProcess(model, file) as reader:
            yield assemble(_Fixed(knowledge), reader), reader


@dataclass(frozen=True, slots=True)
class _Fixed:
    """Fills the port KnowledgeSource with facts that do not change."""

    knowledge: Knowledge

    def current(self) -> Knowledge:
        return self.knowledge


def parse_questions(
    expectations: Sequence[Expectation], model: Path, knowledge: Knowledge
) -> tuple[list[dict[str, object]], float]:
    """Return what the language model reads in questions, with this knowledge, and its CPU time for one in milliseconds."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "knowledge.json"
        KnowledgeJson(file).write(knowledge)
        return _parse(expectations, model, file)


def _parse(
    expectations: Sequence[Expectation], model: Path, knowledge_file: Path
) -> tuple[list[dict[str, object]], float]:
    """Let the language model's own environment read the questions; it reports its CPU time on the error stream."""
    lines = (
        json.dumps({"id": str(number), "text": asked.question, "language": asked.language.value})
        for number, asked in enumerate(expectations)
    )
    command = [str(PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"), "-m", "bot.parse_file", "--model", str(model)]
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = dict.fromkeys(threads, "1") | {"FRONTDESK_KNOWLEDGE_FILE": str(knowledge_file)}
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        ["/usr/bin/env", *(f"{name}={value}" for name, value in environment.items()), *command],
        input="\n".join(lines) + "\n",
        text=True,
        capture_output=True,
        check=True,
        cwd=PROJECT_ROOT,
    )
    found = re.search(r"([\d.]+) ms", done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()], float(found[1]) if found else 0.0


def _read(file: Path) -> Iterable[Expectation]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for entry in content["questions"]:
        yield Expectation(
            question=str(entry["ask"]),
            language=Language(content["language"]),
            facts=tuple(entry.get("facts", ())),
            acts=tuple(entry.get("acts", ())),
            unanswerable=bool(entry.get("refuse", False)),
            style=str(entry.get("style", "")),
            same=entry.get("same"),
        )
