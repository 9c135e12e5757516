"""What was answered and could not be noted holds up nobody: it is put off, and answered once."""

import pytest

from frontdesk.services.errors import StoreUnavailable
from frontdesk.store.channel_store import SqlChannelStore
from tests.channels.conftest import Messenger
from tests.channels.door import Door
from tests.channels.meta_doors import MessengerDoor
from tests.web.rasa_stand_in import RasaStandIn

pytestmark = pytest.mark.web


@pytest.fixture
def door() -> Door:
    return MessengerDoor()


def test_an_answer_that_could_not_be_noted_holds_up_no_later_one(
    messenger: Messenger, rasa: RasaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes, failures = SqlChannelStore.event_handled, iter([StoreUnavailable("database is locked")])

    def event_handled(self: SqlChannelStore, *given: int, **named: object) -> None:
        for failure in failures:
            raise failure
        notes(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlChannelStore, "event_handled", event_handled)
    messenger.say("first", 1)
    messenger.hears("You said: first")
    messenger.hears_no_more(2)
    assert [call["text"] for call in rasa.messages] == ["first", "that was all"]
    assert len([heard for heard in messenger.peer.heard if "You said: first" in heard.text]) == 1
