"""WhatsApp by Meta's Cloud API: signed webhooks in, text, buttons and lists out.

https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from frontdesk.services.channel import Channel, ChannelEvent, Happening, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import NoticeKind, Notices
from frontdesk.services.held_back import WRITTEN_AT
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels.adapter import Delivery, Reading
from frontdesk.web.channels.meta import Graph, MetaSecrets, read_webhook, secrets_of
from frontdesk.web.channels.presentation import shortened, shown
from frontdesk.web.channels.whatsapp_templates import Templates, template_for

_MOST_CHARACTERS, _MOST_WITH_BUTTONS = 4096, 1024
_MOST_BUTTONS, _MOST_OF_A_BUTTON = 3, 20
_MOST_ROWS, _MOST_OF_A_ROW, _MOST_OF_A_DESCRIPTION = 10, 24, 72
_BEGINS = {
    **dict.fromkeys(("33", "FR.", "352", "LU."), Language.FR),
    **dict.fromkeys(("31", "NL."), Language.NL),
    **dict.fromkeys(("49", "DE.", "43", "AT."), Language.DE),
}


def build(settings: Settings, notices: Notices) -> "WhatsAppAdapter | None":
    """Return the adapter where everything it needs is set."""
    secrets = secrets_of(settings, settings.whatsapp_access_token)
    if secrets is None or settings.whatsapp_phone_id is None:
        return None
    return WhatsAppAdapter(secrets, settings.whatsapp_phone_id, settings.whatsapp_templates, notices)


class WhatsAppAdapter:
    """One business number. What is delivered for other numbers of the same account is not ours."""

    channel = Channel.WHATSAPP

    def __init__(self, secrets: MetaSecrets, phone_id: str, templates: Templates, notices: Notices) -> None:
        self._secrets, self._phone_id, self._notices, self._templates = secrets, phone_id, notices, templates
        self._graph = Graph(secrets)

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read a delivery, or answer the handshake. Raises Forged and Malformed."""
        return read_webhook(delivery, self._secrets, lambda told: _events(told, self._phone_id, delivery.at))

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message: up to three short choices as buttons, more or longer ones as a list. Raises NotSent."""
        has_buttons = bool(message.content.quick_replies)
        parts = shown(message, self._notices, limit=_MOST_WITH_BUTTONS if has_buttons else _MOST_CHARACTERS)
        choose = self._notices.text(NoticeKind.CHOOSE, message.content.language)

        async def post(text: str, buttons: tuple[QuickReply, ...]) -> None:
            told = {"messaging_product": "whatsapp", **_addressed(thread), **_shape(text, buttons, choose)}
            await self._graph.post(f"{self._phone_id}/messages", told)

        await parts.send(thread.parts_of(message), post)

    async def invite(self, thread: Thread, language: Language, about: str) -> bool:
        """Send the approved template, with what it is about; tell whether there is one. Raises NotSent."""
        chosen = template_for(self._templates, language)
        if chosen is None:
            return False
        name, _, code = chosen[1].partition("/")
        body = {"type": "body", "parameters": [{"type": "text", "text": about}]}
        template = {"name": name, "language": {"code": code or chosen[0].value}, "components": [body]}
        told = {"messaging_product": "whatsapp", **_addressed(thread), "type": "template"}
        await self._graph.post(f"{self._phone_id}/messages", {**told, "template": template})
        return True

    async def close(self) -> None:
        """Close connections."""
        await self._graph.close()


def _events(told: Mapping[str, Any], phone_id: str, at: datetime) -> Iterator[ChannelEvent]:
    """Read every message of every change; receipts and what else may come tell nothing."""
    for entry in told.get("entry", ()):
        for change in entry.get("changes", ()):
            value = change.get("value") or {}
            if change.get("field") != "messages" or value.get("metadata", {}).get("phone_number_id") != phone_id:
                continue
            yield from (_event(message, at) for message in value.get("messages", ()))


def _event(message: Mapping[str, Any], at: datetime) -> ChannelEvent:
    happening, text, pressed = _happening(message)
    return ChannelEvent(
        channel=Channel.WHATSAPP,
        event_id=message["id"],
        peer=_person(message),
        happening=happening,
        text=text,
        quick_reply=pressed,
        language=_language(_person(message)),
        address={"number": _person(message), WRITTEN_AT: _written_at(message, at)},
    )


def _written_at(message: Mapping[str, Any], at: datetime) -> str:
    """Return when something was written; Meta delivers for days where we are away, and the 24 hours begin before."""
    told, received = str(message.get("timestamp", "")), int(at.timestamp())
    return str(min(int(told[:12]), received) if told.isdecimal() else received)


def _happening(message: Mapping[str, Any]) -> tuple[Happening, str, str]:
    match message.get("type"):
        case "text":
            text = message["text"]["body"].strip()
            return happening_of(text), text, ""
        case "interactive":
            kind = message["interactive"]["type"]
            return Happening.PRESSED, "", str(message["interactive"][kind]["id"])
        case "edit":
            return Happening.EDITED, "", ""
        case _:
            return Happening.SENT_SOMETHING_ELSE, "", ""


def _person(message: Mapping[str, Any]) -> str:
    """Return the number of whoever wrote; of people with a user name who keep theirs to themselves, Meta's id of them for us."""
    return str(message.get("from") or message["from_user_id"])


def _addressed(thread: Thread) -> dict[str, str]:
    """Numbers are sent ``to``, people without one are the ``recipient``."""
    person = thread.address["number"]
    return {"to": person} if person.isdecimal() else {"recipient": person}


def _language(person: str) -> Language | None:
    """Guess the greeting's language from the country of the number or id; the first real message decides anyway."""
    return next((language for begins, language in _BEGINS.items() if person.startswith(begins)), None)


def _shape(text: str, buttons: tuple[QuickReply, ...], choose: str) -> dict[str, Any]:
    if not buttons:
        return {"type": "text", "text": {"body": text, "preview_url": False}}
    fits = len(buttons) <= _MOST_BUTTONS and all(len(button.title) <= _MOST_OF_A_BUTTON for button in buttons)
    return {"type": "interactive", "interactive": _buttons(text, buttons) if fits else _list(text, buttons, choose)}


def _buttons(text: str, buttons: tuple[QuickReply, ...]) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in buttons]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": replies}}


def _list(text: str, buttons: tuple[QuickReply, ...], choose: str) -> dict[str, Any]:
    rows = [_row(button) for button in buttons[:_MOST_ROWS]]
    action = {"button": shortened(choose, _MOST_OF_A_BUTTON), "sections": [{"title": choose, "rows": rows}]}
    return {"type": "list", "body": {"text": text}, "action": action}


def _row(button: QuickReply) -> dict[str, str]:
    row = {"id": button.id, "title": shortened(button.title, _MOST_OF_A_ROW)}
    if len(button.title) > _MOST_OF_A_ROW:
        row["description"] = shortened(button.title, _MOST_OF_A_DESCRIPTION)
    return row
