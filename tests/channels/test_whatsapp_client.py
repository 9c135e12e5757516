"""WhatsApp by a client of others, pywa: it reads our deliveries as our door does, refuses forged ones, and sends what we send."""

from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
from pywa.client import WhatsApp
from pywa.types.callback import Button, Section, SectionList, SectionRow

from tests.channels.conftest import Messenger
from tests.channels.door import Door
from tests.channels.meta_doors import EVE, PEOPLE, SECRET, WhatsAppDoor
from tests.web.rasa_stand_in import RasaStandIn, said

pytestmark = pytest.mark.web
SIGNATURE = "X-Hub-Signature-256"


class Client:
    """A client with our secrets, and what it was told."""

    def __init__(self, session: httpx.Client, url: str = "") -> None:
        secrets: dict[str, Any] = {"token": "EAA", "app_secret": SECRET, "verify_token": "w"}
        told = WhatsApp(phone_id="PHONE", session=session, server=None, **secrets)
        self.sends = cast("Any", told)  # its decorators are typed for its class alone
        session.base_url = url or session.base_url
        self.read: list[tuple[str | None, str, str]] = []
        self.sends.on_message()(
            lambda _, one: self.read.append(
                (one.from_user.wa_id or one.from_user.bsuid, one.type.value, one.text or "")
            )
        )
        self.sends.on_callback_button()(lambda _, one: self.read.append((one.from_user.wa_id, "press", one.data)))

    def takes(self, posted: Any) -> bool:
        if self.sends.webhook_update_validator(posted.body, posted.headers.get(SIGNATURE)) is not None:
            return False
        return bool(self.sends.webhook_update_handler(posted.body)[1] == 200)


@pytest.fixture
def door() -> Door:
    return WhatsAppDoor()


@pytest.fixture
def session() -> Iterator[httpx.Client]:
    with httpx.Client() as opened:
        yield opened


def test_what_is_said_and_pressed_at_our_door_is_read_by_others_too(door: Door, session: httpx.Client) -> None:
    client = Client(session)
    assert isinstance(door, WhatsAppDoor)
    told = (door.said("hé 😀", 1), door.pressed("7-abc", 2), door.something_else(3), door.from_a_user_name("hi", 4))
    for posted in (*told, door.unknown(5)):
        assert client.takes(posted)
    ann = PEOPLE["ann"]
    expected = [(ann, "text", "hé 😀"), (ann, "press", "7-abc"), (ann, "sticker", ""), (EVE, "text", "hi")]
    assert client.read == expected


def test_people_who_keep_their_number_to_themselves_are_answered(messenger: Messenger, session: httpx.Client) -> None:
    assert isinstance(messenger.door, WhatsAppDoor)
    sent: list[dict[str, Any]] = []
    messenger.door.taken = sent.append
    assert messenger.deliver(messenger.door.from_a_user_name("what is made in Liège?", 1)).is_success
    messenger.hears("You said: what is made in Liège?", peer="eve")
    ours = sent[-1]
    Client(session, messenger.peer.url).sends.send_message(EVE, ours["text"]["body"])
    assert (sent[-1]["recipient"], "to" in sent[-1]) == (ours["recipient"], "to" in ours)


def test_what_others_refuse_our_door_refuses(messenger: Messenger, session: httpx.Client) -> None:
    client = Client(session)
    refused = [forged for forged in messenger.door.forged(messenger.door.said("hi", 1)) if not client.takes(forged)]
    assert len(refused) > 2
    assert {messenger.deliver(forged).status_code for forged in refused} == {401}


@pytest.mark.parametrize(
    "titles", [(), ("Yes", "No, thank you"), ("Biotech", "Logistics and pharma", "ICT", "Something else")]
)
def test_we_send_what_the_client_sends(
    messenger: Messenger, rasa: RasaStandIn, session: httpx.Client, titles: tuple[str, ...]
) -> None:
    sent: list[dict[str, Any]] = []
    assert isinstance(messenger.door, WhatsAppDoor)
    messenger.door.taken = sent.append
    rasa.script = lambda _: said({"text": "Which?", "buttons": [{"title": title, "payload": "/x"} for title in titles]})
    messenger.say("hello", 1)
    messenger.waits(lambda: len(sent) > 1 or None)
    ours = sent[-1]
    Client(session, messenger.peer.url).sends.send_message(PEOPLE["ann"], "Which?", buttons=as_pywa(ours))
    theirs = sent[-1]
    assert theirs.pop("recipient_type") == "individual"  # what it is without the key, too
    assert ours == theirs


def as_pywa(ours: dict[str, Any]) -> Any:
    """The choices of a message of ours in the client's types."""
    if "interactive" not in ours:
        return None
    action = ours["interactive"]["action"]
    if "buttons" in action:
        return [Button(one["reply"]["title"], one["reply"]["id"]) for one in action["buttons"]]
    sections = [
        Section(part["title"], [SectionRow(row["title"], row["id"], row.get("description")) for row in part["rows"]])
        for part in action["sections"]
    ]
    return SectionList(action["button"], sections)
