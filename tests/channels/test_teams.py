"""Microsoft Teams: what is read of its activities, where its answers may go, and how its keys are kept."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.services.channel import ChannelEvent, Happening, NotSent, Thread
from frontdesk.services.transcript import Author, Message, NewMessage, QuickReply
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels import teams
from frontdesk.web.channels.adapter import Delivery, DeliveryRefused, Forged, Malformed, NotProvable
from frontdesk.web.channels.teams import TeamsAdapter
from frontdesk.web.channels.teams_proof import PublishedKeys
from frontdesk.wiring.notices import notice_catalogue
from tests.channels.door import Peer, peer_of
from tests.channels.teams_door import APP, SECRET, TOKEN, TeamsDoor, posted, published
from tests.web.installation import served

pytestmark = pytest.mark.web
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOTICES = notice_catalogue()


@pytest.fixture(scope="module")
def door() -> TeamsDoor:
    return TeamsDoor()


@pytest.fixture(scope="module")
def peer(door: TeamsDoor) -> Iterator[Peer]:
    with peer_of(door) as running:
        yield running


def adapter_of(**given: Any) -> TeamsAdapter:
    adapter = teams.build(Settings(**given), NOTICES)
    assert adapter is not None
    return adapter


def events(adapter: TeamsAdapter, delivered: Any, *, at: datetime | None = None) -> tuple[ChannelEvent, ...]:
    headers = {name.lower(): value for name, value in delivered.headers.items()}
    delivery = Delivery("POST", "/", {}, headers, delivered.body, at or datetime.now(UTC))
    return asyncio.run(adapter.read(delivery)).events


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            {"type": "message", "text": "<at>Agency</at> a site &lt;10 ha&gt;&nbsp;?"},
            (Happening.SAID, "a site <10 ha> ?"),
        ),
        ({"type": "message", "text": "<at>Agency</at>"}, (Happening.SENT_SOMETHING_ELSE, "")),
        ({"type": "message", "text": " /Erase "}, (Happening.ERASURE_WANTED, "/Erase")),
        ({"type": "messageUpdate", "channelData": {"eventType": "editMessage"}}, (Happening.EDITED, "")),
        ({"type": "conversationUpdate", "membersAdded": [{"id": "28:bot"}]}, (Happening.BEGUN, "")),
        ({"type": "installationUpdate", "action": "add"}, (Happening.BEGUN, "")),
        ({"type": "messageUpdate", "channelData": {"eventType": "undeleteMessage"}}, None),
        ({"type": "conversationUpdate", "membersRemoved": [{"id": "28:bot"}]}, None),
        ({"type": "conversationUpdate", "membersAdded": [{"id": "29:ann"}]}, None),
        ({"type": "installationUpdate", "action": "remove"}, None),
        ({"type": "invoke", "name": "message/submitAction", "value": {}}, None),
        ({"type": "messageReaction", "reactionsAdded": [{"type": "like"}]}, None),
        ({"type": "message", "text": "hi", "conversation": {"conversationType": "channel", "id": "19:x"}}, None),
        ({"type": "message", "text": "hi", "conversation": {"conversationType": "groupChat", "id": "19:x"}}, None),
    ],
)
def test_an_activity_is_what_somebody_did(
    door: TeamsDoor, peer: Peer, told: dict[str, Any], expected: tuple[Happening, str] | None
) -> None:
    read = events(adapter_of(**door.settings(peer)), door.activity(1, "ann", **told))
    assert [(event.happening, event.text) for event in read] == ([expected] if expected else [])


def test_an_edit_is_another_event_than_the_message(door: TeamsDoor, peer: Peer) -> None:
    adapter = adapter_of(**door.settings(peer))
    edit: dict[str, Any] = {"type": "messageUpdate", "channelData": {"eventType": "editMessage"}}
    told = [door.said("one", 7), door.activity(7, "ann", text="two", **edit), door.activity(7, "ann", text="3", **edit)]
    assert len({event.event_id for one in told for event in events(adapter, one)}) == 3


def test_the_same_number_in_another_chat_is_another_event(door: TeamsDoor, peer: Peer) -> None:
    adapter = adapter_of(**door.settings(peer))
    read = [events(adapter, door.said("hi", 7, peer=name))[0] for name in ("ann", "bob")]
    assert read[0].event_id != read[1].event_id
    assert read[0].peer != read[1].peer


@pytest.mark.parametrize("lacking", ["conversation", "recipient", "id"])
def test_an_activity_that_lacks_its_place_is_refused(door: TeamsDoor, peer: Peer, lacking: str) -> None:
    activity = json.loads(door.said("hi", 1).body)
    del activity[lacking]
    with pytest.raises(Malformed):
        events(adapter_of(**door.settings(peer)), posted(activity))


@pytest.mark.parametrize(("late", "taken"), [(600 + 290, True), (600 + 310, False), (-290, True), (-310, False)])
def test_clocks_may_differ_by_five_minutes(door: TeamsDoor, peer: Peer, late: int, *, taken: bool) -> None:
    adapter, at = adapter_of(**door.settings(peer)), datetime.now(UTC) + timedelta(seconds=late)
    if taken:
        assert events(adapter, door.said("hi", 1), at=at)
    else:
        with pytest.raises(Forged):
            events(adapter, door.said("hi", 1), at=at)


@pytest.mark.parametrize(
    "service",
    [
        "https://elsewhere.example/emea/",
        "https://smba.trafficmanager.net.elsewhere.example/",
        "https://elsewhere.example#smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@elsewhere.example/",
        "https://smba.trafficmanager.net:8443/",
        "http://smba.trafficmanager.net/",
        "http://169.254.169.254/latest/",
        "http://127.0.0.1:8001/",
        "https://[::1]/",
        "https://[/",
        "file:///etc/passwd",
    ],
)
def test_nothing_is_sent_but_to_hosts_of_microsoft(door: TeamsDoor, peer: Peer, service: str) -> None:
    """Also where the token names the very same service, and where such a thread is kept already."""
    adapter = adapter_of(**door.settings(peer) | {"outbound_loopback": False})
    activity = json.loads(door.said("hi", 1).body) | {"serviceUrl": service}
    with pytest.raises(Forged, match="service host"):
        events(adapter, posted(activity))
    with pytest.raises(NotSent):
        send(adapter, service=service)


@pytest.mark.parametrize("service", ["https://smba.trafficmanager.net/emea/", "https://europe.botframework.com/"])
def test_the_services_of_microsoft_are_taken(door: TeamsDoor, peer: Peer, service: str) -> None:
    adapter = adapter_of(**door.settings(peer) | {"outbound_loopback": False})
    activity = json.loads(door.said("hi", 1).body) | {"serviceUrl": service}
    assert events(adapter, posted(activity))[0].address["service"] == service


class Publisher:
    """Where keys are published: counts who reads them, and may be away."""

    def __init__(self) -> None:
        self.read, self.away, self.keys, self.url = 0, False, published(), ""

    def metadata(self, _: Request) -> Response:
        return JSONResponse({"jwks_uri": f"{self.url}/keys"})

    def listed(self, _: Request) -> Response:
        self.read += 1
        return Response("<html>", 503) if self.away else JSONResponse({"keys": self.keys})


@contextmanager
def publisher() -> Iterator[Publisher]:
    own = Publisher()
    with served(Starlette(routes=[Route("/openid", own.metadata), Route("/keys", own.listed)])) as own.url:
        yield own


async def named(own: Publisher, *asked: tuple[str, datetime]) -> list[str]:
    """Ask one after the other for keys; return what came of each."""
    keys, told = PublishedKeys(f"{own.url}/openid"), []
    for name, at in asked:
        if name == "away":
            own.away = True
            continue
        try:
            told.append(str((await keys.named(name, at)).key.kid))
        except DeliveryRefused as refusal:
            told.append(type(refusal).__name__)
    return told


def test_keys_are_read_once_a_day_and_again_for_an_unknown_name_but_not_often() -> None:
    with publisher() as own:
        minutes = [NOW + timedelta(minutes=at) for at in (0, 1, 2, 6, 60 * 23, 60 * 25)]
        asked = ["teams", "teams", "stranger", "stranger", "teams", "teams"]
        told = asyncio.run(named(own, *zip(asked, minutes, strict=True)))
        assert told == ["teams", "teams", "Forged", "Forged", "teams", "teams"]
        assert own.read == 3  # at first, for the unknown name once five minutes had passed, and a day later


def test_keys_that_are_kept_are_good_while_microsoft_is_away() -> None:
    with publisher() as own:
        told = asyncio.run(named(own, ("teams", NOW), ("away", NOW), ("teams", NOW + timedelta(days=2))))
        assert told == ["teams", "teams"]


def test_without_any_key_a_delivery_is_taken_later() -> None:
    with publisher() as own:
        assert asyncio.run(named(own, ("away", NOW), ("teams", NOW))) == ["NotProvable"]
        assert NotProvable.status == 503


def test_an_access_token_serves_many_messages_until_it_is_refused() -> None:
    asked: Counter[str] = Counter()
    statuses = iter([201, 201, 401, 201])

    async def sign_in(_: Request) -> Response:
        asked["token"] += 1
        return JSONResponse({"access_token": TOKEN, "expires_in": 3599})

    async def take(_: Request) -> Response:
        return Response(status_code=next(statuses))

    routes = [Route("/botframework.com/oauth2/v2.0/token", sign_in, methods=["POST"])]
    routes.append(Route("/v3/conversations/a:1/activities", take, methods=["POST"]))
    with served(Starlette(routes=routes)) as url:
        adapter = adapter_of(teams_app_id=APP, teams_app_secret=SECRET, teams_login_url=url, outbound_loopback=True)
        send(adapter, service=url)
        send(adapter, service=url)
        assert asked["token"] == 1
        with pytest.raises(NotSent) as refused:
            send(adapter, service=url)
        send(adapter, service=url)
    assert asked["token"] == 2
    assert not refused.value.is_final


@pytest.mark.parametrize(
    ("answer", "final", "wait"),
    [
        (Response(status_code=429, headers={"retry-after": "17"}), False, timedelta(seconds=17)),
        (Response(status_code=502), False, None),
        (Response(status_code=403), True, None),
        (Response(status_code=404), True, None),
    ],
)
def test_a_refusal_says_whether_to_try_again(
    door: TeamsDoor, answer: Response, wait: timedelta | None, *, final: bool
) -> None:
    with peer_of(door) as peer:
        peer.refuse = lambda: answer
        with pytest.raises(NotSent) as refused:
            send(adapter_of(**door.settings(peer)), service=f"{peer.url}/emea/")
    assert (refused.value.is_final, refused.value.wait) == (final, wait)


def test_a_long_message_with_many_buttons_goes_out_in_parts_that_fit(door: TeamsDoor) -> None:
    buttons = tuple(QuickReply(f"7-{number}", f"Sector number {number} " + "x" * 60, "/x") for number in range(13))
    with peer_of(door) as peer:
        adapter = adapter_of(**door.settings(peer))
        send(adapter, "word 😀 & <b> " * 3000, *buttons, service=f"{peer.url}/emea/")
        assert len(peer.heard) > 2
        assert "".join("".join(heard.text.split()) for heard in peer.heard) == "word😀&<b>" * 3000
        assert [len(heard.buttons) for heard in peer.heard][-2:] == [0, 13]


def send(adapter: TeamsAdapter, text: str = "hello", *buttons: QuickReply, service: str) -> None:
    content = NewMessage(Author.ASSISTANT, text, Language.EN, NOW, quick_replies=buttons)
    address = {"service": service, "conversation": "a:1Ann_9-x" if "emea" in service else "a:1", "bot": "28:bot"}
    thread = Thread(1, adapter.channel, "a:1", "c", address, 0)
    asyncio.run(adapter.send(thread, Message(1, "c", content)))
