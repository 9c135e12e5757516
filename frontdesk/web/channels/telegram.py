"""Telegram: updates by webhook, proven by the secret token that setWebhook was given; answers by the Bot API.

https://core.telegram.org/bots/api#setwebhook
"""

import hmac
import json
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from aiogram.types import Message as TelegramMessage
from pydantic import ValidationError

from frontdesk.services.channel import Channel, ChannelEvent, Happening, NotSent, Thread
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.presentation import shortened, shown

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  # the name of a header
_MOST_CHARACTERS = 4096  # counted in UTF-16 code units
_MOST_OF_A_BUTTON = 60
_NEVER_TAKEN = (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
)  # a chat that is gone, or has blocked the bot
_COMMANDS = {"/start": Happening.BEGUN, "/erase": Happening.ERASURE_WANTED}


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
        self._token, self._secret, self._api_url, self._notices = token, secret, api_url, notices
        self._bot: Bot | None = None

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read an update. Raises Forged and Malformed."""
        if delivery.method != "POST":
            raise Malformed("not a POST")
        given = delivery.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise Forged("secret token")
        try:
            update = Update.model_validate_json(delivery.body)
        except ValidationError as problem:
            raise Malformed("no update") from problem
        event = _event(update)
        return Reading(() if event is None else (event,), *_acknowledgement(update))

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message, in parts where it is long. Raises NotSent."""
        parts = shown(message, self._notices, limit=_MOST_CHARACTERS, measured=_utf16_units)
        for number, text in enumerate(parts.texts, start=1):
            keyboard = _keyboard(parts.buttons) if number == len(parts.texts) else None
            await self._send(int(thread.address["chat"]), text, keyboard)

    async def _send(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
        try:
            await self._connected().send_message(
                chat, text, reply_markup=keyboard, link_preview_options=LinkPreviewOptions(is_disabled=True)
            )
        except TelegramRetryAfter as busy:
            raise NotSent("rate limit", wait=timedelta(seconds=busy.retry_after)) from busy
        except _NEVER_TAKEN as problem:
            raise NotSent(type(problem).__name__, is_final=True) from problem
        except (TelegramAPIError, ClientDecodeError) as problem:
            raise NotSent(type(problem).__name__) from problem

    async def close(self) -> None:
        """Close connections."""
        if self._bot is not None:
            await self._bot.session.close()

    def _connected(self) -> Bot:
        if self._bot is None:
            server = TelegramAPIServer.from_base(self._api_url)
            self._bot = Bot(self._token, session=AiohttpSession(api=server, timeout=20))
        return self._bot


def _event(update: Update) -> ChannelEvent | None:
    """Return what an update tells; nothing for groups, channels and what concerns nobody's words."""
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    said = update.message or update.edited_message
    if said is None or said.chat.type != ChatType.PRIVATE or said.from_user is None:
        return None
    happening, text = _happening(said, is_edit=update.message is None)
    return _told(update.update_id, said.chat.id, happening, said.from_user.language_code, text=text)


def _happening(said: TelegramMessage, *, is_edit: bool) -> tuple[Happening, str]:
    if is_edit:
        return Happening.EDITED, ""
    text = said.text or ""
    command = _COMMANDS.get(text.split(maxsplit=1)[0].partition("@")[0]) if text.strip() else None
    if command is not None:
        return command, ""
    return (Happening.SAID, text) if text.strip() else (Happening.SENT_SOMETHING_ELSE, "")


def _pressed(update_id: int, query: CallbackQuery) -> ChannelEvent | None:
    if query.message is None or query.message.chat.type != ChatType.PRIVATE:
        return None
    language = query.from_user.language_code
    return _told(update_id, query.message.chat.id, Happening.PRESSED, language, quick_reply=query.data or "")


def _told(update_id: int, chat: int, happening: Happening, language: str | None, **said: str) -> ChannelEvent:
    spoken = (language or "").split("-")[0]
    return ChannelEvent(
        channel=Channel.TELEGRAM,
        event_id=str(update_id),
        peer=str(chat),
        happening=happening,
        language=Language(spoken) if spoken in Language else None,
        address={"chat": str(chat)},
        **said,
    )


def _acknowledgement(update: Update) -> tuple[bytes, str]:
    """Telegram takes a call in the answer to an update: a pressed button stops waiting at once."""
    if update.callback_query is None:
        return b"", "text/plain"
    call: dict[str, Any] = {"method": "answerCallbackQuery", "callback_query_id": update.callback_query.id}
    return json.dumps(call).encode(), "application/json"


def _keyboard(buttons: tuple[QuickReply, ...]) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(text=shortened(button.title, _MOST_OF_A_BUTTON), callback_data=button.id)]
        for button in buttons
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
