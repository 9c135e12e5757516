"""Measures whether serving grows dearer: along one long conversation, and with the number of conversations kept."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from frontdesk.services.serving_figures import Account
from frontdesk.supervision.errors import StartProblem
from frontdesk.supervision.process_usage import Usage, read_usage
from frontdesk.values import Language
from frontdesk.wiring.bench_stack import Apart, installation_apart, lend_model, process_numbers, running_stack
from frontdesk.wiring.bench_visitor import BenchVisitor
from frontdesk.wiring.made_up_facts import fact_id, question_about, state_facts
from frontdesk.wiring.serving_load import questions_in

BLOCK = 20  # messages that one point is the mean of: each question twice
_FIRST_MESSAGE, _FIRST_CONVERSATIONS, _FIRST_FACTS = 10, 100, 100
_LEARNING_SECONDS = 3600.0
_SETTLING_SECONDS, _IDLE_MS = 60, 100.0  # a process that works on uses several times as much of a second
_OPENING = 8  # conversations that are opened at once


@dataclass(frozen=True, slots=True)
class Point:
    """What one message costs at a size: CPU of all processes, the middle time of an answer, and all memory then.

    ``in_force`` are the seconds until the last of new facts was answered.
    """

    size: int
    cpu_ms: float
    p50: float
    pss_mb: float
    in_force: float = 0.0


@dataclass(frozen=True, slots=True)
class GrowthRun:
    """The points along one conversation, the number of conversations and that of facts, with the account of the long one.

    Facts are made up only in a stack of our own.
    """

    messages: tuple[Point, ...]
    conversations: tuple[Point, ...]
    account: Account
    facts: tuple[Point, ...] = ()

    @property
    def ratio(self) -> float:
        """Return what the last message of the long conversation costs against the tenth."""
        return self.messages[-1].cpu_ms / self.messages[0].cpu_ms


@dataclass(frozen=True, slots=True)
class Subject:
    """The stack that is measured, and whether what it was told is erased afterwards."""

    url: str
    data_dir: Path
    erase: bool


def sizes(first: int, last: int) -> tuple[int, ...]:
    """Return the sizes to measure at: ten times as much each time, up to the last."""
    found = []
    while first < last:
        found.append(first)
        first *= 10
    return (*found, last)


def grow_own_stack(messages: int, conversations: int, facts: int, tell: Callable[[str], None]) -> GrowthRun:
    """Start a stack apart, let it grow, and throw it away. Raises StartProblem."""
    with installation_apart() as apart:
        lend_model(apart)
        tell("Starting a stack of its own, with a new database …")
        with running_stack(apart):
            subject = Subject(apart.url, apart.settings.data_dir, erase=False)
            run = grow(subject, messages, conversations, tell)
            return replace(run, facts=tuple(_learn(subject, apart, facts, tell)))


def grow(subject: Subject, messages: int, conversations: int, tell: Callable[[str], None]) -> GrowthRun:
    """Let a running stack grow. Raises StartProblem."""
    _probe(subject, 0)  # what the first messages after a start cost is no growth
    visitor = BenchVisitor(subject.url, Language.EN)
    tell(f"One conversation of {messages:,} messages …")
    long = tuple(_along(subject, visitor, sizes(_FIRST_MESSAGE, messages)))
    account = visitor.account()
    visitor.leave(erase=subject.erase)
    return GrowthRun(long, tuple(_crowd(subject, sizes(_FIRST_CONVERSATIONS, conversations), tell)), account)


def _along(subject: Subject, visitor: BenchVisitor, at: Sequence[int]) -> Iterator[Point]:
    """Talk on, and measure the block of messages around each size, the last one up to it."""
    said = 0
    for size in at:
        begin = max(said, (size if size == at[-1] else size + BLOCK // 2) - BLOCK)
        _say(visitor, begin - said)
        yield _point(subject, visitor, size)
        said = begin + BLOCK


def _crowd(subject: Subject, at: Sequence[int], tell: Callable[[str], None]) -> Iterator[Point]:
    """Open conversations, and measure with one more at each size."""
    opened: list[BenchVisitor] = []
    languages = cycle(Language)
    with ThreadPoolExecutor(_OPENING) as pool:
        for size in at:
            tell(f"{size:,} conversations …")
            opened += pool.map(lambda language: _opened(subject, language), islice(languages, size - len(opened)))
            yield _probe(subject, size)
        if subject.erase:
            list(pool.map(lambda visitor: visitor.leave(erase=True), opened))


def _learn(subject: Subject, apart: Apart, last: int, tell: Callable[[str], None]) -> Iterator[Point]:
    """State made-up facts beside those of data/facts, wait until the last of them is answered, and measure."""
    yield _probe(subject, 0)
    stated = 0
    for size in sizes(_FIRST_FACTS, last) if last else ():
        tell(f"{size:,} made-up facts …")
        begun = time.monotonic()
        state_facts(apart, range(stated, size))
        _wait_until_answered(subject, size - 1)
        in_force, stated = time.monotonic() - begun, size
        _settle(subject)
        yield replace(_probe(subject, size), in_force=in_force)


def _settle(subject: Subject) -> None:
    """Let the first messages after a change go by, and wait until no process works on by itself."""
    _probe(subject, 0)
    for _ in range(_SETTLING_SECONDS):
        before = _used(subject).cpu_ms
        time.sleep(1)
        if _used(subject).cpu_ms - before < _IDLE_MS:
            return


def _wait_until_answered(subject: Subject, number: int) -> None:
    deadline = time.monotonic() + _LEARNING_SECONDS
    visitor = BenchVisitor(subject.url, Language.EN)
    while fact_id(number) not in visitor.say(question_about(number, Language.EN), "question"):
        if time.monotonic() > deadline:
            raise StartProblem(f"The made-up fact {fact_id(number)} was not answered within an hour.")
        time.sleep(1)
    visitor.leave(erase=True)


def _opened(subject: Subject, language: Language) -> BenchVisitor:
    visitor = BenchVisitor(subject.url, language)
    visitor.leave(erase=False)
    return visitor


def _probe(subject: Subject, size: int) -> Point:
    visitor = BenchVisitor(subject.url, Language.EN)
    point = _point(subject, visitor, size)
    visitor.leave(erase=subject.erase)
    return point


def _point(subject: Subject, visitor: BenchVisitor, size: int) -> Point:
    before = _used(subject)
    _say(visitor, BLOCK)
    after = _used(subject)
    times = [exchange.ms for exchange in visitor.exchanges[-BLOCK:]]
    return Point(size, (after.cpu_ms - before.cpu_ms) / BLOCK, median(times), after.pss_mb)


def _used(subject: Subject) -> Usage:
    return sum(read_usage(process_numbers(subject.data_dir)).values(), Usage())


def _say(visitor: BenchVisitor, number: int) -> None:
    for question in islice(cycle(questions_in(Language.EN)), number):
        visitor.say(question, "question")
