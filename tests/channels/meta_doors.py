"""WhatsApp and Messenger: webhooks signed as Meta does, and servers that speak the two edges of the Graph API."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.services.channel import Channel
from tests.channels.door import Door, Heard, Peer, Posted, serving

SECRET = "the-secret-of-the-application"
PEOPLE = {"ann": "33600000001", "bob": "33600000002"}
EVE = "FR.13491208655302741918"
NAMES = {number: name for name, number in PEOPLE.items()} | {EVE: "eve"}
SHARED: dict[str, Any] = {"meta_app_secret": SECRET, "meta_verify_token": "a-word-of-our-own"}


def signed(told: dict[str, Any]) -> Posted:
    body = json.dumps(told).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return Posted(body, {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"})


def forged(posted: Posted) -> list[Posted]:
    other = hmac.new(b"another", posted.body, hashlib.sha256).hexdigest()
    bare = posted.headers["X-Hub-Signature-256"].removeprefix("sha256=")
    sha1 = hmac.new(SECRET.encode(), posted.body, hashlib.sha1).hexdigest()
    return [
        Posted(posted.body, {"X-Hub-Signature-256": value}) for value in ("", bare, f"sha256={other}", f"sha1={sha1}")
    ]


class WhatsAppDoor(Door):
    channel = Channel.WHATSAPP
    signs_time = False

    def __init__(self) -> None:
        self.taken: Callable[[dict[str, Any]], object] = lambda _: None  # looks at a message that we sent

    def settings(self, peer: Peer) -> dict[str, Any]:
        own = {"whatsapp_access_token": "EAA", "whatsapp_phone_id": "PHONE", "meta_graph_url": peer.url}
        return SHARED | own

    def app(self, peer: Peer) -> Starlette:
        async def take(request: Request) -> Response:
            refusal = peer.refuse()
            if refusal is not None:
                return refusal
            told = await request.json()
            self.taken(told)
            person = told["to"] if "to" in told else told["recipient"]
            text, buttons = read_whatsapp(told)
            peer.heard.append(Heard(NAMES[person], text, buttons))
            contact = {"input": person, "wa_id": person, "user_id": person}
            answer = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": "wamid.out"}]}
            return JSONResponse(answer)

        return serving("/PHONE/messages", take)

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:  # noqa: ARG002  # signs no time
        return self._message(event, peer, type="text", text={"body": text})

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        reply = {"type": "button_reply", "button_reply": {"id": button, "title": "?"}}
        return self._message(event, peer, type="interactive", interactive=reply)

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        sticker = {"id": "1", "mime_type": "image/webp", "sha256": "x", "animated": False}
        return self._message(event, peer, type="sticker", sticker=sticker)

    def unknown(self, event: int) -> Posted:
        status = {"id": f"wamid.{event}", "status": "read", "timestamp": "1700000000", "recipient_id": PEOPLE["ann"]}
        return self._change({"contacts": [contact_of("ann")], "statuses": [status]})

    def forged(self, posted: Posted) -> list[Posted]:
        return forged(posted)

    def _message(self, event: int, peer: str, **told: Any) -> Posted:
        message = {"from": PEOPLE[peer], "id": f"wamid.{event}", "timestamp": str(int(time.time()))} | told
        return self._change({"contacts": [contact_of(peer)], "messages": [message]})

    def from_a_user_name(self, text: str, event: int) -> Posted:
        """A text of Eve, who keeps her number to herself."""
        contact = {"profile": {"name": "Eve", "username": "@eve"}, "user_id": EVE}
        message = {"from_user_id": EVE, "id": f"wamid.{event}", "timestamp": str(int(time.time())), "type": "text"}
        return self._change({"contacts": [contact], "messages": [message | {"text": {"body": text}}]})

    def _change(self, value: dict[str, Any]) -> Posted:
        metadata = {"display_phone_number": "3281000000", "phone_number_id": "PHONE"}
        whole = {"messaging_product": "whatsapp", "metadata": metadata} | value
        entry = {"id": "1", "changes": [{"field": "messages", "value": whole}]}
        return signed({"object": "whatsapp_business_account", "entry": [entry]})


def contact_of(peer: str) -> dict[str, Any]:
    """Who somebody is, as it comes with each delivery."""
    return {"profile": {"name": peer}, "wa_id": PEOPLE[peer], "user_id": f"FR.{PEOPLE[peer]}"}


def read_whatsapp(told: dict[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a message shows, held to the limits of the Cloud API."""
    if told["type"] == "text":
        assert len(told["text"]["body"]) <= 4096
        return told["text"]["body"], ()
    if told["type"] == "template":
        template = told["template"]
        (body,) = template["components"]
        about = [parameter["text"] for parameter in body["parameters"]]
        return f"template {template['name']} in {template['language']['code']} about {about}", ()
    shown = told["interactive"]
    assert len(shown["body"]["text"]) <= 1024
    if shown["type"] == "button":
        replies = [button["reply"] for button in shown["action"]["buttons"]]
        assert len(replies) <= 3
        assert all(len(reply["title"]) <= 20 for reply in replies)
    else:
        replies = shown["action"]["sections"][0]["rows"]
        assert len(replies) <= 10
        assert all(len(reply["title"]) <= 24 for reply in replies)
    return shown["body"]["text"], tuple((reply["title"], reply["id"]) for reply in replies)


class MessengerDoor(Door):
    channel = Channel.MESSENGER
    signs_time = False

    def settings(self, peer: Peer) -> dict[str, Any]:
        return SHARED | {"messenger_access_token": "EAA", "messenger_page_id": "PAGE", "meta_graph_url": peer.url}

    def app(self, peer: Peer) -> Starlette:
        async def take(request: Request) -> Response:
            refusal = peer.refuse()
            if refusal is not None:
                return refusal
            told = await request.json()
            message = told["message"]
            assert len(message["text"]) <= 2000
            buttons = tuple((reply["title"], reply["payload"]) for reply in message.get("quick_replies", ()))
            peer.heard.append(Heard(NAMES[told["recipient"]["id"]], message["text"], buttons))
            return JSONResponse({"message_id": "m"})

        return serving("/me/messages", take)

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:  # noqa: ARG002  # signs no time
        return self._happened(event, peer, message={"mid": f"m{event}", "text": text})

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        message = {"mid": f"m{event}", "text": "?", "quick_reply": {"payload": button}}
        return self._happened(event, peer, message=message)

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        return self._happened(event, peer, message={"mid": f"m{event}", "attachments": [{"type": "image"}]})

    def unknown(self, event: int) -> Posted:
        return self._happened(event, "ann", reaction={"mid": "m0", "action": "react"})

    def forged(self, posted: Posted) -> list[Posted]:
        return forged(posted)

    def _happened(self, event: int, peer: str, **told: Any) -> Posted:
        happened = {"sender": {"id": PEOPLE[peer]}, "recipient": {"id": "PAGE"}, "timestamp": event} | told
        return signed({"object": "page", "entry": [{"id": "PAGE", "time": event, "messaging": [happened]}]})
