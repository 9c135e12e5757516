"""Measures serving on a real running stack: times, CPU and memory of each process, and that no message is lost or doubled."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from frontdesk.services.serving_figures import Account, Timing, cost_per_message, timing
from frontdesk.supervision.process_usage import Usage, read_usage
from frontdesk.wiring.bench_stack import Apart, installation_apart, lend_model, process_numbers, running_stack
from frontdesk.wiring.serving_load import Talk, hold_talks, plan_talks
from frontdesk.wiring.stores import open_stores

_WARM_UP = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One number of visitors at once: times by sort of message, the CPU of one message by process, the account."""

    visitors: int
    timings: Mapping[str, Timing]
    cpu_ms: Mapping[str, float]
    per_second: float
    account: Account
    not_answered: int


@dataclass(frozen=True, slots=True)
class Start:
    """How long a start took, in seconds: until it was ready, until a first question was answered, and its CPU time."""

    name: str
    ready: float
    answered: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Leads:
    """How many enquiries were confirmed, and how many leads there are."""

    confirmed: int
    stored: int


@dataclass(frozen=True, slots=True)
class ServingRun:
    """Everything that was measured; ``starts`` and ``leads`` only where the stack was one of our own."""

    levels: tuple[Level, ...]
    memory: Mapping[str, Usage]
    starts: tuple[Start, ...] = ()
    leads: Leads | None = None

    @property
    def faultless(self) -> bool:
        """Tell whether everything was answered, and nothing lost or doubled."""
        wrong = sum(level.account.wrong + level.not_answered for level in self.levels)
        return not wrong and (self.leads is None or self.leads.confirmed == self.leads.stored)


def measure_own_stack(*, questions: int, visitors: int, tell: Callable[[str], None]) -> ServingRun:
    """Start a stack apart twice, measure it the second time, and throw it away. Raises StartProblem."""
    with installation_apart() as apart:
        lend_model(apart)
        tell("Starting a stack of its own, with a new database …")
        with running_stack(apart) as ready:
            first = _started("first", ready, apart)
        tell("Starting it again …")
        with running_stack(apart) as ready:
            second = _started("second", ready, apart)
            talks = plan_talks(questions, with_enquiries=True)
            levels, memory = _measure(_Load(apart.url, apart.settings.data_dir, talks, erase=False), visitors, tell)
        confirmed = len(levels) * sum(bool(talk.enquiry) for talk in talks)
        return ServingRun(levels, memory, (first, second), _leads(apart, confirmed))


def measure_running(
    url: str, data_dir: Path, *, questions: int, visitors: int, tell: Callable[[str], None]
) -> ServingRun:
    """Measure a stack that runs already; it is asked questions only, and its conversations are erased. Raises StartProblem."""
    talks = plan_talks(questions, with_enquiries=False)
    return ServingRun(*_measure(_Load(url.rstrip("/"), data_dir, talks, erase=True), visitors, tell))


@dataclass(frozen=True, slots=True)
class _Load:
    """What a stack is put under."""

    url: str
    data_dir: Path
    talks: tuple[Talk, ...]
    erase: bool


def _measure(load: _Load, visitors: int, tell: Callable[[str], None]) -> tuple[tuple[Level, ...], dict[str, Usage]]:
    hold_talks(load.url, plan_talks(_WARM_UP, with_enquiries=False), visitors=1, erase=load.erase)
    levels = []
    for number in sorted({1, visitors}):
        tell(f"{number} at once: {sum(talk.messages for talk in load.talks)} messages …")
        levels.append(_level(load, number))
    return tuple(levels), read_usage(process_numbers(load.data_dir))


def _level(load: _Load, visitors: int) -> Level:
    before, begun = read_usage(process_numbers(load.data_dir)), time.perf_counter()
    held = hold_talks(load.url, load.talks, visitors=visitors, erase=load.erase)
    taken, after = time.perf_counter() - begun, read_usage(process_numbers(load.data_dir))
    messages = sum(talk.messages for talk in load.talks)
    kinds = dict.fromkeys(exchange.kind for exchange in held.exchanges)
    return Level(
        visitors=visitors,
        timings={kind: timing([one.ms for one in held.exchanges if one.kind == kind]) for kind in kinds},
        cpu_ms=cost_per_message(_cpu(before), _cpu(after), messages),
        per_second=messages / taken,
        account=held.account,
        not_answered=sum(not exchange.answered for exchange in held.exchanges),
    )


def _cpu(used: Mapping[str, Usage]) -> dict[str, float]:
    return {name: usage.cpu_ms for name, usage in used.items()}


def _started(name: str, ready: float, apart: Apart) -> Start:
    begun = time.perf_counter()
    hold_talks(apart.url, plan_talks(1, with_enquiries=False), visitors=1, erase=True)
    answered = ready + time.perf_counter() - begun
    used = read_usage(process_numbers(apart.settings.data_dir))
    return Start(name, ready, answered, sum(_cpu(used).values()) / 1000)


def _leads(apart: Apart, confirmed: int) -> Leads:
    stores = open_stores(apart.settings)
    try:
        return Leads(confirmed, len(stores.leads.list_leads()))
    finally:
        stores.close()
