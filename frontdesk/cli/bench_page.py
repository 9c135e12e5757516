"""What the pages of the benchmarks share: the machine they were measured on, and tables."""

import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path


def machine() -> str:
    """Name the processor, how busy the machine is just now, and this Python."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    load = f"load average {os.getloadavg()[1]:.1f}"
    return f"{model}, {os.cpu_count()} cores, {load}, Python {platform.python_version()}"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lay a table out for a terminal."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def markdown(rows: Sequence[Sequence[str]], *, words: int) -> Iterator[str]:
    """Lay a table out as Markdown; the first ``words`` columns are words, the others figures."""
    heading, *rest = rows
    yield f"| {' | '.join(heading)} |"
    yield f"| {' | '.join('---' if place < words else '---:' for place in range(len(heading)))} |"
    yield from (f"| {' | '.join(row)} |" for row in rest)
