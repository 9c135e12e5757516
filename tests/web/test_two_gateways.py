"""Two gateways on one database: what is said at one reaches whoever follows at the other, and a missed promise is told once."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from frontdesk.staff.role import Role
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.wiring.clock import SystemClock
from tests.desk.office import Office, office_of
from tests.web.installation import Installation, Visitor, installation
from tests.web.rasa_stand_in import RasaStandIn
from tests.web.test_events import events, follow

pytestmark = [pytest.mark.web, pytest.mark.slow]


@pytest.fixture
def gateways(tmp_path: Path, rasa: RasaStandIn) -> Iterator[tuple[Installation, Office]]:
    """The visitor's gateway, and the one at which staff sit."""
    with (
        installation(tmp_path, rasa) as first,
        installation(tmp_path, rasa) as second,
        office_of(second) as office,
    ):
        yield first, office


def test_what_staff_say_at_one_gateway_reaches_the_visitor_at_the_other(
    gateways: tuple[Installation, Office],
) -> None:
    first, office = gateways
    visitor = first.visitor()
    colleague = office.signed_in(Role.OFFICER, name="Marie Dupont")
    with follow(visitor) as response:
        stream = events(response)
        next(stream)
        visitor.say("hello")
        time.sleep(2.5)  # the relay has seen where it begins: what comes later is news to it
        colleague.post(f"/desk/live/{visitor.id}/take-over")
        colleague.post(f"/desk/live/{visitor.id}/messages", {"text": "Hello from next door"})
        seen = [next(stream) for _ in range(6)]
    shown = [data for event, _, data in seen if event == "message"]
    assert [message["author"] for message in shown] == ["visitor", "assistant", "notice", "staff"]
    assert shown[-1]["text"] == "Hello from next door"
    assert visitor.say("Hello?") == []


def test_two_gateways_tell_of_a_missed_promise_once(gateways: tuple[Installation, Office]) -> None:
    first, _ = gateways
    visitor = first.visitor()
    visitor.say("hello")
    late = SystemClock().now() - timedelta(minutes=1)
    with first.stores.database.writing() as session:
        promised = update(ConversationRow).where(ConversationRow.id == visitor.id)
        session.execute(promised.values(promised_until=late, person_wanted_at=late))
    wait_for(lambda: notices(visitor))
    time.sleep(6)  # both have looked again by then
    assert len(notices(visitor)) == 1
    assert "nobody is free right now" in notices(visitor)[0]["text"]


def notices(visitor: Visitor) -> list[dict[str, Any]]:
    return [message for message in visitor.transcript() if message["author"] == "notice"]


def wait_for[T](look: Callable[[], T], seconds: float = 15) -> T:
    """Look until there is something."""
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)
    return found
