"""A database with two destinations, mail and a webhook, real receivers for both, and couriers as processes that can be killed."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO

from sqlalchemy import select

from frontdesk.services.deliver import LEASE, deliver_due
from frontdesk.services.delivery import DestinationKind
from frontdesk.services.delivery_desk import DeliveryDesk
from frontdesk.services.delivery_destinations import DestinationDraft
from frontdesk.settings import Settings
from frontdesk.staff.member import SYSTEM
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.outbox_tables import DeliveryRow
from frontdesk.wiring.deliveries import open_deliveries
from frontdesk.wiring.stores import Stores, open_stores
from tests.contracts.source import ROOT
from tests.factories import NOON, FixedClock, make_outbox_entry
from tests.receivers import Hook, MailBox, mail_server, web_server


@dataclass
class PostOffice:
    """What the fault tests work with; ``clock`` is that of the couriers run here."""

    database_url: str
    stores: Stores
    desk: DeliveryDesk
    clock: FixedClock
    hook: Hook
    box: MailBox
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def put(self, leads: int, letters: int) -> None:
        """Let something happen: entries for the webhook, and letters."""
        with self.stores.database.writing() as session:
            for n in range(leads):
                session.add(outbox_row(make_outbox_entry(id=f"lead-{n}", payload={"n": n}), None))
            for n in range(letters):
                told = {"to": f"ann{n}@acme.example", "name": "Ann", "language": "fr", "reference": f"WAL-{n}"}
                payload = told | {"due_at": NOON.isoformat()}
                entry = make_outbox_entry(id=f"letter-{n}", topic="visitor.acknowledgement", payload=payload)
                session.add(outbox_row(entry, None))

    def deliver(self) -> int:
        """Run a courier here, once."""
        return asyncio.run(deliver_due(self.desk.courier))

    def finish(self) -> None:
        """Run couriers here until nothing is due, after every lease is over."""
        self.clock.move(LEASE + timedelta(minutes=1))
        for _ in range(50):
            if not self.deliver() and not self.desk.courier.deliveries.due(at=self.clock.now()):
                return
            self.clock.move(timedelta(minutes=1))
        raise AssertionError("there was always more to deliver")

    def start(self, point: str = "") -> subprocess.Popen[str]:
        """Start a courier process whose clock stands where ours does."""
        command = [sys.executable, "-m", "tests.store.courier_process", self.database_url, self.box.url]
        process = subprocess.Popen(
            [*command, self.clock.now().isoformat(), *([point] if point else [])],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def statuses(self) -> dict[str, str]:
        with self.stores.database.reading() as session:
            return {row.id: row.status for row in session.scalars(select(DeliveryRow))}

    def first_attempts(self) -> list[datetime]:
        with self.stores.database.reading() as session:
            return [row.delivered_at for row in session.scalars(select(DeliveryRow)) if row.delivered_at]


def out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def wait_for_word(process: subprocess.Popen[str], word: str) -> None:
    """Read what a courier says until it says a word."""
    said = []
    for line in out(process):
        said.append(line.strip())
        if said[-1] == word:
            return
    raise AssertionError(f"the courier ended with {process.wait()} after {said}, not at {word!r}")


@contextmanager
def post_office(database_url: str, *, mail: bool = True) -> Iterator[PostOffice]:
    """Give a post office whose couriers stand at noon."""
    with web_server() as hook, mail_server() as box:
        clock = FixedClock(NOON)
        settings = Settings(
            database_url=database_url,
            secret="a secret of this test",
            smtp_url=box.url if mail else None,
            mail_from="desk@agency.example",
            outbound_loopback=True,
        )
        stores = open_stores(settings)
        desk = open_deliveries(settings, stores, clock)
        draft = DestinationDraft(DestinationKind.WEBHOOK, "Partner", ("lead.recorded",), {"url": f"{hook.url}/in"})
        desk.add(draft, by=SYSTEM)
        office = PostOffice(database_url, stores, desk, clock, hook, box)
        try:
            yield office
        finally:
            for process in office.started:
                process.kill()
                process.wait()
                out(process).close()
            stores.close()
