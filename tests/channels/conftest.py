"""A running gateway with one messenger, the messenger's own side, and a server where Rasa stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from sqlalchemy import update

from frontdesk.store.channel_tables import ChannelThreadRow
from tests.channels.door import Door, Heard, Peer, Posted, deliver, peer_of
from tests.channels.email_door import EmailDoor
from tests.channels.meta_doors import MessengerDoor, WhatsAppDoor
from tests.channels.rest_door import RestDoor
from tests.channels.slack_door import SlackDoor
from tests.channels.teams_door import TeamsDoor
from tests.channels.telegram_door import TelegramDoor
from tests.channels.twilio_door import TwilioDoor
from tests.web.installation import SECRET, Installation, installation
from tests.web.rasa_stand_in import RasaStandIn, rasa_stand_in

DOORS: tuple[Door, ...] = (
    EmailDoor(),
    MessengerDoor(),
    RestDoor(),
    SlackDoor(),
    TeamsDoor(),
    TelegramDoor(),
    TwilioDoor(),
    WhatsAppDoor(),
)
_SECONDS = 40.0  # on a machine that does other things as well


@dataclass
class Messenger:
    """One messenger with everything around it."""

    door: Door
    peer: Peer
    desk: Installation

    def deliver(self, posted: Posted) -> httpx.Response:
        return deliver(self.desk.http, self.door, posted)

    def say(self, text: str, event: int, *, peer: str = "ann") -> httpx.Response:
        response = self.deliver(self.door.said(text, event, peer=peer))
        assert response.is_success, response.text
        return response

    def hears(self, fragment: str, *, peer: str = "ann") -> Heard:
        """Wait until somebody is shown something."""
        return self.waits(lambda: next((h for h in self.peer.heard if h.peer == peer and fragment in h.text), None))

    def hears_no_more(self, event: int) -> None:
        """Have something else said and answered: whatever was still to come before it has come by then."""
        self.say("that was all", event)
        self.hears("You said: that was all")

    def hears_after_all(self, fragment: str) -> Heard:
        """Wait until somebody is shown something that is put off to later attempts, and let the time until them pass."""

        def look() -> Heard | None:
            found = next((heard for heard in self.peer.heard if fragment in heard.text), None)
            if found is None:
                self._make_due()
            return found

        return self.waits(look)

    def _make_due(self) -> None:
        put_off = update(ChannelThreadRow).where(ChannelThreadRow.last_error.is_not(None))
        with self.desk.stores.database.writing() as session:
            session.execute(put_off.values(next_attempt_at=datetime.now(UTC)))

    def waits[Found](self, look: Callable[[], Found | None]) -> Found:
        """Wait until something is there."""
        end = monotonic() + _SECONDS
        while (found := look()) is None:
            assert monotonic() < end, f"never came; heard: {[heard.text for heard in self.peer.heard]}"
            sleep(0.01)
        return found


@pytest.fixture
def rasa() -> Iterator[RasaStandIn]:
    with rasa_stand_in(SECRET) as state:
        yield state


@pytest.fixture(params=DOORS, ids=lambda door: door.channel.value)
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


@pytest.fixture
def messenger(door: Door, tmp_path: Path, rasa: RasaStandIn) -> Iterator[Messenger]:
    with peer_of(door) as peer, installation(tmp_path, rasa, **door.settings(peer)) as desk:
        yield Messenger(door, peer, desk)
    door.close()
