"""What processes use, read from the kernel."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.supervision.process_usage import Usage, read_usage

# A parent that starts a child which works, tells when it is done, and waits.
FAMILY = """
import subprocess, sys
child = "sum(range(9_000_000)); print('done', flush=True); input()"
subprocess.run([sys.executable, "-c", child])
"""


@pytest.fixture
def family() -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", FAMILY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_process_is_charged_for_the_children_it_started(family: "subprocess.Popen[str]") -> None:
    with family:
        assert family.stdout is not None
        assert family.stdout.readline() == "done\n"
        alone = Usage(rss_mb=_rss_mb(family.pid))
        used = read_usage({"family": family.pid, "tests": os.getpid()})
        family.kill()
    assert used["family"].cpu_ms > 0
    assert used["family"].rss_mb > alone.rss_mb, "the child's memory counts too"
    assert 0 < used["family"].pss_mb <= used["family"].rss_mb
    assert used["tests"].rss_mb > 0


def test_a_process_that_is_gone_has_used_nothing() -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    assert read_usage({"gone": int(gone.stdout)}) == {"gone": Usage()}


def test_usages_add_up() -> None:
    assert Usage(1, 2, 3) + Usage(10, 20, 30) == Usage(11, 22, 33)


def _rss_mb(pid: int) -> float:
    resident = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return resident * os.sysconf("SC_PAGE_SIZE") / 1024**2
