"""Teams by Microsoft's own Bot Framework: it takes and refuses the same deliveries as our door, and reads what we send."""

import asyncio
import inspect
import json
from typing import Any

import pytest
from botbuilder import schema
from botframework.connector.auth import ChannelValidation, JwtTokenValidation, SimpleCredentialProvider
from msrest import Deserializer, Serializer

from tests.channels.conftest import Messenger
from tests.channels.door import Door, Posted
from tests.channels.teams_door import APP, ROOMS, TeamsDoor, posted
from tests.web.rasa_stand_in import Answer, RasaStandIn, said

pytestmark = pytest.mark.web
TYPES = {name: kind for name, kind in inspect.getmembers(schema) if inspect.isclass(kind)}


@pytest.fixture
def door() -> Door:
    return TeamsDoor()


def read(kind: str, told: Any) -> Any:
    """JSON in Microsoft's types."""
    return Deserializer(TYPES)(kind, told)  # type: ignore[no-untyped-call]


def written(activity: schema.Activity) -> Any:
    """An activity as JSON."""
    return Serializer(TYPES).body(activity, "Activity")  # type: ignore[no-untyped-call]


def proves(delivered: Posted, messenger: Messenger) -> bool:
    """Whether Microsoft's own check takes a delivery, with the keys that our door's peer publishes."""
    told = read("Activity", json.loads(delivered.body))
    ChannelValidation.open_id_metadata_endpoint = f"{messenger.peer.url}/openid"
    header, credentials = delivered.headers.get("Authorization", ""), SimpleCredentialProvider(APP, "a secret")
    try:
        asyncio.run(JwtTokenValidation.authenticate_request(told, header, credentials))
    except Exception:  # noqa: BLE001  # it refuses by a dozen kinds of exceptions
        return False
    finally:
        ChannelValidation.open_id_metadata_endpoint = None
    return True


def activity(messenger: Messenger, number: int, **given: Any) -> Posted:
    """An activity as Microsoft's types write it down."""
    told = schema.Activity(
        id=f"f:{number}",
        channel_id="msteams",
        service_url=f"{messenger.peer.url}/emea/",
        from_property=schema.ChannelAccount(id="29:ann", name="Ann"),
        recipient=schema.ChannelAccount(id="28:bot", name="Agency"),
        conversation=schema.ConversationAccount(id=ROOMS["ann"], conversation_type="personal"),
        locale="fr-FR",
        **given,
    )
    return posted(written(told))


def test_what_our_door_takes_microsoft_s_own_check_takes(messenger: Messenger) -> None:
    for delivered in (messenger.door.said("hello", 1), activity(messenger, 2, type="message", text="hello")):
        assert proves(delivered, messenger)
        assert messenger.deliver(delivered).is_success


def test_what_microsoft_s_own_check_refuses_our_door_refuses(messenger: Messenger) -> None:
    refused = [
        forged for forged in messenger.door.forged(messenger.door.said("hello", 1)) if not proves(forged, messenger)
    ]
    assert len(refused) > 10  # the others it takes: our door asks for more
    assert {messenger.deliver(forged).status_code for forged in refused} <= {400, 401, 403}


def test_activities_of_microsoft_s_types_hold_a_conversation(messenger: Messenger) -> None:
    begins = schema.ActivityTypes.conversation_update
    joined = activity(messenger, 1, type=begins, members_added=[schema.ChannelAccount(id="28:bot")])
    assert messenger.deliver(joined).is_success
    messenger.hears("automat")
    assert messenger.deliver(activity(messenger, 2, type=schema.ActivityTypes.message, text="hi &amp; ho")).is_success
    messenger.hears("You said: hi & ho")


def offer(call: dict[str, Any]) -> Answer:
    chosen = call.get("payload") or call.get("text")
    return said(
        {"text": f"chose {chosen}", "buttons": [{"title": f"Choice {n}", "payload": "/affirm"} for n in range(7)]}
    )


def test_what_we_send_is_read_by_microsoft_s_types_without_a_rest(messenger: Messenger, rasa: RasaStandIn) -> None:
    rasa.script = offer
    sent: list[dict[str, Any]] = []
    assert isinstance(messenger.door, TeamsDoor)
    messenger.door.taken = sent.append
    messenger.say("offer", 1)
    messenger.hears("chose offer")
    told = read("Activity", sent[-1])
    assert (told.type, told.text, told.text_format) == ("message", "chose offer", schema.TextFormatTypes.plain)
    cards = [read("HeroCard", attached.content) for attached in told.attachments]
    actions = [action for card in cards for action in card.buttons]
    assert [action.title for action in actions] == [f"Choice {n}" for n in range(7)]
    assert {action.type for action in actions} == {schema.ActionTypes.message_back.value}
    assert not [whole for whole in (told, *cards, *actions) if whole.additional_properties]
