"""Telegram: updates by webhook, and a server that speaks the methods of the Bot API that we call."""

import json
import time
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.services.channel import Channel
from tests.channels.door import Door, Heard, Peer, Posted, serving

SECRET = "the-secret-of-the-webhook"
CHATS = {"ann": 1001, "bob": 1002}
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class TelegramDoor(Door):
    channel = Channel.TELEGRAM
    signs_time = False

    def settings(self, peer: Peer) -> dict[str, Any]:
        return {"telegram_token": "42:TEST", "telegram_webhook_secret": SECRET, "telegram_api_url": peer.url}

    def app(self, peer: Peer) -> Starlette:
        async def take(request: Request) -> Response:
            refusal = peer.refuse()
            if refusal is not None:
                return refusal
            form = await request.json()
            markup = form.get("reply_markup") or {}
            assert len(form["text"].encode("utf-16-le")) <= 2 * 4096
            buttons = tuple(
                (key["text"], key["callback_data"]) for row in markup.get("inline_keyboard", ()) for key in row
            )
            names = {str(number): name for name, number in CHATS.items()}
            chat = str(form["chat_id"])
            peer.heard.append(Heard(names[chat], str(form["text"]), buttons))
            sent = {
                "message_id": len(peer.heard),
                "date": int(time.time()),
                "chat": {"id": int(chat), "type": "private"},
            }
            return JSONResponse({"ok": True, "result": sent | {"text": str(form["text"])}})

        return serving("/bot42:TEST/sendMessage", take)

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:
        return self._update(event, message=self._message(peer, age) | {"text": text})

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        query = {
            "id": "9",
            "from": self._person(peer),
            "chat_instance": "1",
            "message": self._message(peer, 0) | {"text": "?"},
        }
        return self._update(event, callback_query=query | {"data": button})

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        voice = {"file_id": "f", "file_unique_id": "u", "duration": 3}
        return self._update(event, message=self._message(peer, 0) | {"voice": voice})

    def unknown(self, event: int) -> Posted:
        return self._update(event, something_new={"a": 1})

    def forged(self, posted: Posted) -> list[Posted]:
        return [
            Posted(posted.body, headers) for headers in ({}, {HEADER: ""}, {HEADER: "x" * 24}, {HEADER: SECRET[:-1]})
        ]

    def _update(self, event: int, **told: Any) -> Posted:
        return Posted(
            json.dumps({"update_id": event} | told).encode(), {HEADER: SECRET, "Content-Type": "application/json"}
        )

    def _person(self, peer: str) -> dict[str, Any]:
        return {"id": CHATS[peer], "is_bot": False, "first_name": peer, "language_code": "fr-BE"}

    def _message(self, peer: str, age: float) -> dict[str, Any]:
        chat = {"id": CHATS[peer], "type": "private"}
        return {"message_id": 1, "date": int(time.time() - age), "chat": chat, "from": self._person(peer)}
