"""Becomes another program that the kernel kills as soon as its parent is gone; run by path, standard library only.

Usage: python tether.py PARENT_PID PROGRAM [ARGUMENT…]
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>; kept across execve, not inherited by the program's own children


def main() -> None:
    """Tie this process to its parent, undo the parent's signal mask, become the program."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we were tied to it
        sys.exit(1)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    os.execvp(program[0], program)  # noqa: S606 - the program is one of our own process specifications


if __name__ == "__main__":
    main()
