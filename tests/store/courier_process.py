"""A courier as a process of its own, which can stop for good at a point that is asked for: ``python -m tests.store.courier_process``.

It says ``at <point>`` on its standard output and waits to be killed. Without a point it delivers until nothing is due and says ``done``.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from frontdesk.services.deliver import Courier, deliver_due
from frontdesk.settings import Settings
from frontdesk.wiring.deliveries import open_deliveries
from frontdesk.wiring.stores import open_stores
from tests.factories import FixedClock

METHODS = {"plan": "plan", "claim": "claim", "mark": "mark_delivered"}
POINTS = ("after send", *(f"{when} {step}" for step in METHODS for when in ("before", "inside", "after")))


def stop(point: str) -> None:
    """Say where we are and wait to be killed; it may be asked on any thread."""
    sys.stdout.write(f"at {point}\n")
    sys.stdout.flush()
    time.sleep(3600)


class Stopping:
    """Something whose one method stops before, inside (just before the commit) or after it."""

    def __init__(self, inner: Any, step: str, when: str) -> None:
        self._inner, self._step, self._when = inner, step, when

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._stopping(found) if name == METHODS.get(self._step) else found

    def _stopping(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def stopped(*given: Any, **named: Any) -> Any:
            if self._when == "before":
                stop(f"before {self._step}")
            if self._when == "inside":
                event.listen(Session, "before_commit", lambda _: stop(f"inside {self._step}"))
            returned = method(*given, **named)
            stop(f"after {self._step}")
            return returned

        return stopped


class StoppingAfterSend:
    """A carrier that stops once the receiver has confirmed."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def carry(self, *given: Any, **named: Any) -> None:
        await self._inner.carry(*given, **named)
        stop("after send")


def stopping(courier: Courier, point: str) -> Courier:
    when, _, step = point.partition(" ")
    if step == "send":
        return replace(courier, carriers={kind: StoppingAfterSend(inner) for kind, inner in courier.carriers.items()})
    return replace(courier, deliveries=Stopping(courier.deliveries, step, when))


async def run(courier: Courier) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while await deliver_due(courier):
        pass


def main(database_url: str, smtp_url: str, now: str, point: str = "") -> None:
    """Deliver with the clock standing at a moment."""
    settings = Settings(
        database_url=database_url,
        secret="a secret of this test",
        smtp_url=smtp_url,
        mail_from="desk@agency.example",
        outbound_loopback=True,
    )
    courier = open_deliveries(settings, open_stores(settings), FixedClock(datetime.fromisoformat(now))).courier
    asyncio.run(run(stopping(courier, point) if point else courier))
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
