"""Microsoft Teams by the Bot Framework: activities proven by a signed token in, messages with hero cards out.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from frontdesk.services.channel import Channel, ChannelEvent, Happening, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.presentation import shown
from frontdesk.web.channels.teams_proof import PublishedKeys, TokenCheck
from frontdesk.web.channels.teams_token import AccessToken
from frontdesk.wiring.bot_connector import BotConnector, TokenRefused, bot_connector

_MOST_OF_TEXT = 16_000  # octets of the 28 KB that a message may have; the rest is for its buttons
_MOST_OF_A_CARD = 6  # buttons of a hero card
_LONGEST_ID = 150
_MENTION = re.compile(r"(?is)<at\b[^>]*>.*?</at>")


def build(settings: Settings, notices: Notices) -> "TeamsAdapter | None":
    """Return the adapter where application and secret are set."""
    app_id, secret = settings.teams_app_id, settings.teams_app_secret
    if app_id is None or secret is None:
        return None
    token_url = f"{settings.teams_login_url.rstrip('/')}/{settings.teams_tenant_id}/oauth2/v2.0/token"
    check = TokenCheck(app_id, PublishedKeys(settings.teams_openid_url))
    token = AccessToken(token_url, app_id, secret.get_secret_value())
    return TeamsAdapter(check, token, bot_connector(settings), notices)


class TeamsAdapter:
    """Personal chats with one application. Channels and groups are not answered: what is said there is not said to us."""

    channel = Channel.TEAMS

    def __init__(self, check: TokenCheck, token: AccessToken, connector: BotConnector, notices: Notices) -> None:
        self._check, self._token, self._connector, self._notices = check, token, connector, notices

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read an activity. Raises Forged, Malformed and NotProvable."""
        activity = _content(delivery)
        await self._check.prove(delivery.headers.get("authorization", ""), activity, delivery.at)
        if not self._connector.may_post(str(activity["serviceUrl"])):
            raise Forged("service host")
        try:
            event = _event(activity)
        except (KeyError, TypeError, AttributeError, ValueError) as problem:
            raise Malformed("not as documented") from problem
        return Reading(() if event is None else (event,))

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message, in parts where it is long. Raises NotSent."""
        parts = shown(message, self._notices, limit=_MOST_OF_TEXT, measured=_octets)
        await parts.send(thread.parts_of(message), partial(self._send, thread.address))

    async def _send(self, address: Mapping[str, str], text: str, buttons: tuple[QuickReply, ...]) -> None:
        await self._post(address, _activity(address, text, _cards(buttons)))

    async def _post(self, address: Mapping[str, str], told: Mapping[str, Any]) -> None:
        conversation = quote(address["conversation"], safe="")
        url = f"{address['service'].rstrip('/')}/v3/conversations/{conversation}/activities"
        try:
            await self._connector.post(url, told, await self._token.current())
        except TokenRefused:
            self._token.forget()
            raise

    async def close(self) -> None:
        """Nothing stays open between two messages."""


def _content(delivery: Delivery) -> Mapping[str, Any]:
    try:
        told = json.loads(delivery.body)
    except ValueError as problem:
        raise Malformed("no JSON") from problem
    if not isinstance(told, dict):
        raise Malformed("no activity")
    return told


def _event(activity: Mapping[str, Any]) -> ChannelEvent | None:
    """Return what somebody did in a personal chat; what concerns nobody's words tells nothing."""
    if activity["conversation"].get("conversationType", "personal") != "personal":
        return None
    match activity.get("type"):
        case "message":
            return _said(activity)
        case "messageUpdate" if activity.get("channelData", {}).get("eventType") == "editMessage":
            mark = f"edited {activity.get('timestamp', '')} {activity.get('text', '')}"
            return _told(activity, Happening.EDITED, mark=mark)
        case "conversationUpdate" if _is_added(activity):
            return _told(activity, Happening.BEGUN)
        case "installationUpdate" if str(activity.get("action", "")).startswith("add"):
            return _told(activity, Happening.BEGUN)
        case _:
            return None


def _is_added(activity: Mapping[str, Any]) -> bool:
    added = activity.get("membersAdded") or ()
    return any(member.get("id") == activity["recipient"]["id"] for member in added)


def _said(activity: Mapping[str, Any]) -> ChannelEvent:
    value = activity.get("value")
    if isinstance(value, dict) and isinstance(value.get("quick_reply"), str):
        return _told(activity, Happening.PRESSED, quick_reply=value["quick_reply"])
    text = _plain(activity.get("text") or "")
    return _told(activity, happening_of(text), text=text)


def _told(
    activity: Mapping[str, Any], happening: Happening, *, text: str = "", quick_reply: str = "", mark: str = ""
) -> ChannelEvent:
    conversation = str(activity["conversation"]["id"])
    spoken = str(activity.get("locale") or "").split("-")[0].lower()
    return ChannelEvent(
        channel=Channel.TEAMS,
        event_id=_id_of(activity, conversation, mark),
        peer=_short(conversation),
        happening=happening,
        text=text,
        quick_reply=quick_reply,
        language=Language(spoken) if spoken in Language else None,
        address={
            "service": str(activity["serviceUrl"]),
            "conversation": conversation,
            "bot": str(activity["recipient"]["id"]),
        },
    )


def _id_of(activity: Mapping[str, Any], conversation: str, mark: str) -> str:
    """Ids of activities are those of one conversation; an edited message keeps its own."""
    told = f"{conversation}\n{activity.get('id') or activity['timestamp']}\n{mark}"
    return hashlib.sha256(told.encode()).hexdigest()


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_ID else hashlib.sha256(name.encode()).hexdigest()


def _plain(text: str) -> str:
    """Return the words somebody typed: without mentions of us, and without Teams' way of writing < and >."""
    return html.unescape(_MENTION.sub(" ", text)).replace("\xa0", " ").strip()


def _activity(address: Mapping[str, str], text: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "message", "from": {"id": address["bot"]}, "text": text, "textFormat": "plain"}
    told["conversation"] = {"id": address["conversation"]}
    if cards:
        told |= {"attachments": cards, "attachmentLayout": "list"}
    return told


def _cards(buttons: tuple[QuickReply, ...]) -> list[dict[str, Any]]:
    """As many hero cards as the buttons need. What is pressed comes back as a message that carries the id."""
    sixes = [buttons[first : first + _MOST_OF_A_CARD] for first in range(0, len(buttons), _MOST_OF_A_CARD)]
    kind = "application/vnd.microsoft.card.hero"
    return [{"contentType": kind, "content": {"buttons": [_button(button) for button in six]}} for six in sixes]


def _button(button: QuickReply) -> dict[str, Any]:
    told = {"type": "messageBack", "title": button.title, "displayText": button.title, "text": button.title}
    return told | {"value": {"quick_reply": button.id}}


def _octets(text: str) -> int:
    return len(text.encode())
