"""Work that is done every few seconds beside the actions."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from frontdesk.wiring.logs import log_unexpected

_LOG = logging.getLogger(__name__)


@contextmanager
def every(seconds: float, chore: Callable[[], object]) -> Iterator[None]:
    """Call ``chore`` on a thread, now and every so many seconds, until the block ends; a failure is recorded and tried again."""
    stop = threading.Event()

    def work() -> None:
        while True:
            try:
                chore()
            except Exception as problem:  # noqa: BLE001  # the marked edge: the next round must come
                log_unexpected(_LOG, problem)
            if stop.wait(seconds):
                return

    thread = threading.Thread(target=work, name="chore", daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(seconds)
