"""Kills whole process groups once the supervisor is gone; run by path, standard library only.

The kernel kills the supervisor's children with it (see tether.py), but not their children. The supervisor tells this
process on its standard input which groups live ("+123") and which have ended ("-123"). The end of the input
means that the supervisor is gone, however it went.
"""

import contextlib
import os
import signal
import sys


def main() -> None:
    """Follow the supervisor's groups until it is gone, then end what is left of them."""
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        (groups.add if line[0] == "+" else groups.discard)(group)
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
