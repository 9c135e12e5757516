"""Telegram: updates by webhook, proven by the secret token that setWebhook was given; answers by the Bot API.

https://core.telegram.org/bots/api#setwebhook
"""

import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from frontdesk.services.channel import Channel, ChannelEvent, Happening, NotSent, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.presentation import shortened, shown
from frontdesk.web.channels.vendor_api import Refused, VendorApi

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  # the name of a header
_MOST_CHARACTERS = 4096  # counted in UTF-16 code units
_MOST_OF_A_BUTTON = 60
_NEVER_TAKEN = {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}  # a chat that is gone, or has blocked the bot


def build(settings: Settings, notices: Notices) -> "TelegramAdapter | None":
    """Return the adapter where both secrets are set."""
    if settings.telegram_token is None or settings.telegram_webhook_secret is None:
        return None
    return TelegramAdapter(
        settings.telegram_token.get_secret_value(),
        settings.telegram_webhook_secret.get_secret_value(),
        settings.telegram_api_url,
        notices,
    )


class TelegramAdapter:
    """Private chats with one bot. Groups are not answered: what is said there is not said to us."""

    channel = Channel.TELEGRAM

    def __init__(self, token: str, secret: str, api_url: str, notices: Notices) -> None:
        self._secret, self._notices = secret, notices
        self._method = f"{api_url}/bot{token}/"
        self._api = VendorApi()

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read an update. Raises Forged and Malformed."""
        given = delivery.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise Forged("secret token")
        try:
            update = json.loads(delivery.body)
            event = _event(update)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise Malformed("no update") from problem
        return Reading(() if event is None else (event,), *_acknowledgement(update))

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message, in parts where it is long. Raises NotSent."""
        parts = shown(message, self._notices, limit=_MOST_CHARACTERS, measured=_utf16_units)
        await parts.send(thread.parts_of(message), partial(self._send, thread.address["chat"]))

    async def _send(self, chat: str, text: str, buttons: tuple[QuickReply, ...]) -> None:
        call: dict[str, Any] = {"chat_id": chat, "text": text, "link_preview_options": {"is_disabled": True}}
        if buttons:
            call["reply_markup"] = _keyboard(buttons)
        await self._call("sendMessage", call)

    async def _call(self, method: str, call: Mapping[str, Any]) -> None:
        refused = await self._api.post(self._method + method, json=call)
        if refused is not None:
            raise _refusal(refused)

    async def close(self) -> None:
        """Close the connection."""
        await self._api.close()


def _refusal(refused: Refused) -> NotSent:
    """Read why a call failed; Telegram says how long to wait where it has enough."""
    try:
        wait = json.loads(refused.body)["parameters"]["retry_after"]
    except (ValueError, KeyError, TypeError):
        return NotSent(str(refused.status), is_final=refused.status in _NEVER_TAKEN)
    return NotSent(str(refused.status), wait=timedelta(seconds=int(wait)))


def _event(update: Mapping[str, Any]) -> ChannelEvent | None:
    """Return what an update tells; nothing for groups, channels and what concerns nobody's words."""
    number = int(update["update_id"])
    if "callback_query" in update:
        return _pressed(number, update["callback_query"])
    is_edit = "message" not in update
    said = update.get("edited_message") if is_edit else update["message"]
    if said is None or said["chat"]["type"] != "private" or "from" not in said:
        return None
    happening, text = (Happening.EDITED, "") if is_edit else _happening(said.get("text", ""))
    return _told(number, said, happening, text=text)


def _happening(text: str) -> tuple[Happening, str]:
    """Read a command with what Telegram puts behind it: '/start payload', '/erase@our_bot'."""
    command = text.strip().split(maxsplit=1)[0].partition("@")[0] if text.lstrip().startswith("/") else text
    happening = happening_of(command)
    return happening, text if happening is Happening.SAID else ""


def _pressed(number: int, query: Mapping[str, Any]) -> ChannelEvent | None:
    beneath = query.get("message")
    if beneath is None or beneath["chat"]["type"] != "private":
        return None
    place = {"chat": beneath["chat"], "from": query["from"]}
    return _told(number, place, Happening.PRESSED, quick_reply=str(query.get("data", "")))


def _told(
    number: int, place: Mapping[str, Any], happening: Happening, *, text: str = "", quick_reply: str = ""
) -> ChannelEvent:
    chat = str(int(place["chat"]["id"]))
    spoken = str(place["from"].get("language_code", "")).split("-")[0]
    return ChannelEvent(
        channel=Channel.TELEGRAM,
        event_id=str(number),
        peer=chat,
        happening=happening,
        text=text,
        quick_reply=quick_reply,
        language=Language(spoken) if spoken in Language else None,
        address={"chat": chat},
    )


def _acknowledgement(update: Mapping[str, Any]) -> tuple[bytes, str]:
    """Telegram takes a call in the answer to an update: a pressed button stops waiting at once."""
    if "callback_query" not in update:
        return b"", "text/plain"
    call = {"method": "answerCallbackQuery", "callback_query_id": update["callback_query"].get("id", "")}
    return json.dumps(call).encode(), "application/json"


def _keyboard(buttons: tuple[QuickReply, ...]) -> dict[str, Any]:
    rows = [[{"text": shortened(button.title, _MOST_OF_A_BUTTON), "callback_data": button.id}] for button in buttons]
    return {"inline_keyboard": rows}


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
