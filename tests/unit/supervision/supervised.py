"""A small installation to supervise in tests: two processes, one of which has a child of its own.

Usage: python supervised.py FOLDER [crash]
"""

import os
import sys
from pathlib import Path

from frontdesk.supervision.errors import ChildKeepsCrashing
from frontdesk.supervision.instance import occupied
from frontdesk.supervision.process import ManagedProcess, ProcessSpec
from frontdesk.supervision.supervisor import Supervisor

PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
print("parent is up", flush=True)
time.sleep(600)
"""
SIMPLE = "import time; print('simple is up', flush=True); time.sleep(600)"
CRASHING = "print('I cannot go on'); raise SystemExit(3)"


def main() -> int:
    """Supervise until stopped; 1 where a process keeps crashing."""
    folder, crash = Path(sys.argv[1]), "crash" in sys.argv
    commands = {
        "parent": (sys.executable, "-c", PARENT, str(folder / "grandchild.pid")),
        "simple": (sys.executable, "-c", CRASHING if crash else SIMPLE),
    }
    with occupied(folder) as (run_folder, log_folder):
        processes = [
            ManagedProcess(
                ProcessSpec(name=name, command=command, folder=folder, environment=dict(os.environ), stop_seconds=3),
                run_folder=run_folder,
                log_folder=log_folder,
            )
            for name, command in commands.items()
        ]
        try:
            Supervisor(processes, say=lambda sentence: print(sentence, flush=True)).run()
        except ChildKeepsCrashing as problem:
            print(problem)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
