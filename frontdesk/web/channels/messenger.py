"""Facebook Messenger: signed webhooks of one page in, text and quick replies out.

https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from frontdesk.services.channel import Channel, ChannelEvent, Happening, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.web.channels.adapter import Delivery, Reading
from frontdesk.web.channels.meta import Graph, MetaSecrets, read_webhook, secrets_of
from frontdesk.web.channels.presentation import shortened, shown

_MOST_CHARACTERS = 2000
_MOST_BUTTONS, _MOST_OF_A_BUTTON = 13, 20
_GET_STARTED = "GET_STARTED"  # the payload that our documentation has administrators give the Get Started button


def build(settings: Settings, notices: Notices) -> "MessengerAdapter | None":
    """Return the adapter where everything it needs is set."""
    secrets = secrets_of(settings, settings.messenger_access_token)
    if secrets is None or settings.messenger_page_id is None:
        return None
    return MessengerAdapter(secrets, settings.messenger_page_id, notices)


class MessengerAdapter:
    """One page."""

    channel = Channel.MESSENGER

    def __init__(self, secrets: MetaSecrets, page_id: str, notices: Notices) -> None:
        self._secrets, self._page_id, self._notices = secrets, page_id, notices
        self._graph = Graph(secrets)

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read a delivery, or answer the handshake. Raises Forged and Malformed."""
        return read_webhook(delivery, self._secrets, lambda told: _events(told, self._page_id))

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message; titles that are cut are listed in full above their buttons. Raises NotSent."""
        is_cut = any(len(reply.title) > _MOST_OF_A_BUTTON for reply in message.content.quick_replies)
        listed = shown(message, self._notices, limit=_MOST_CHARACTERS, buttons=not is_cut)
        parts = replace(listed, buttons=message.content.quick_replies)
        await parts.send(thread.parts_of(message), partial(self._send, thread.address["person"]))

    async def _send(self, person: str, text: str, buttons: tuple[QuickReply, ...]) -> None:
        told: dict[str, Any] = {"text": text}
        if buttons:
            told["quick_replies"] = [
                {"content_type": "text", "title": shortened(reply.title, _MOST_OF_A_BUTTON), "payload": reply.id}
                for reply in buttons[:_MOST_BUTTONS]
            ]
        call = {"recipient": {"id": person}, "messaging_type": "RESPONSE", "message": told}
        await self._graph.post("me/messages", call)

    async def close(self) -> None:
        """Close connections."""
        await self._graph.close()


def _events(told: Mapping[str, Any], page_id: str) -> Iterator[ChannelEvent]:
    for entry in told.get("entry", ()):
        for happened in entry.get("messaging", ()):
            if happened.get("recipient", {}).get("id") == page_id:
                event = _event(happened)
                if event is not None:
                    yield event


def _event(happened: Mapping[str, Any]) -> ChannelEvent | None:
    """Return what somebody wrote or pressed; receipts, echoes and reactions tell nothing."""
    person = happened["sender"]["id"]
    if "postback" in happened:
        postback = happened["postback"]
        begun = postback.get("payload") == _GET_STARTED
        happening = Happening.BEGUN if begun else Happening.PRESSED
        return _told(postback["mid"], person, happening, quick_reply="" if begun else str(postback.get("payload", "")))
    if "message_edit" in happened:
        edited = happened["message_edit"]
        return _told(f"{edited['mid']}:{edited.get('num_edit', 1)}", person, Happening.EDITED)
    message = happened.get("message")
    if message is None or message.get("is_echo"):
        return None
    return _written(message, person)


def _written(message: Mapping[str, Any], person: str) -> ChannelEvent:
    if "quick_reply" in message:
        return _told(message["mid"], person, Happening.PRESSED, quick_reply=str(message["quick_reply"]["payload"]))
    text = (message.get("text") or "").strip()
    return _told(message["mid"], person, happening_of(text), text=text)


def _told(event_id: str, person: str, happening: Happening, *, text: str = "", quick_reply: str = "") -> ChannelEvent:
    return ChannelEvent(
        channel=Channel.MESSENGER,
        event_id=event_id,
        peer=person,
        happening=happening,
        text=text,
        quick_reply=quick_reply,
        address={"person": person},
    )
