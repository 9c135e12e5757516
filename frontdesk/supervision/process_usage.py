"""What processes have used so far: CPU time and memory, as the kernel counts them under /proc."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_PARENT, _USER, _SYSTEM = 1, 11, 12  # places in /proc/PID/stat, counted behind the name


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU time since the start and memory now; ``pss`` shares out what several processes have mapped."""

    cpu_ms: float = 0.0
    rss_mb: float = 0.0
    pss_mb: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        """Return what both used together."""
        return Usage(self.cpu_ms + other.cpu_ms, self.rss_mb + other.rss_mb, self.pss_mb + other.pss_mb)


def read_usage(named: Mapping[str, int]) -> dict[str, Usage]:
    """Return what each named process has used, with its descendants that have no name of their own."""
    parents = _parents()
    names = {pid: name for name, pid in named.items()}
    used = dict.fromkeys(named, Usage())
    for pid in parents:
        name = _named_ancestor(pid, parents, names)
        if name is not None:
            with suppress(OSError):  # it has just ended
                used[name] += _usage(_PROC / str(pid))
    return used


def _named_ancestor(pid: int, parents: Mapping[int, int], names: Mapping[int, str]) -> str | None:
    while pid not in names:
        if pid not in parents:
            return None
        pid = parents[pid]
    return names[pid]


def _parents() -> dict[int, int]:
    found = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                found[int(entry.name)] = int(_stat(entry)[_PARENT])
    return found


def _usage(folder: Path) -> Usage:
    stat, rollup = _stat(folder), (folder / "smaps_rollup").read_text(encoding="ascii")
    ticks = int(stat[_USER]) + int(stat[_SYSTEM])
    return Usage(1000 * ticks / os.sysconf("SC_CLK_TCK"), _megabytes(rollup, "Rss:"), _megabytes(rollup, "Pss:"))


def _stat(folder: Path) -> list[str]:
    """Return the fields behind the name, which may hold spaces and brackets itself."""
    return (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def _megabytes(rollup: str, name: str) -> float:
    return next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith(name)), 0.0)
