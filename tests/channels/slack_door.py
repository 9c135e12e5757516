"""Slack: events and interactions signed by its own SDK, and a server that speaks chat.postMessage."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from slack_sdk.models.blocks import Block
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.services.channel import Channel
from tests.channels.door import Door, Heard, Peer, Posted, serving

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
ROOMS = {"ann": "D0ANN", "bob": "D0BOB"}


class SlackDoor(Door):
    channel = Channel.SLACK
    signs_time = True

    def settings(self, peer: Peer) -> dict[str, Any]:
        return {"slack_bot_token": "xoxb-test", "slack_signing_secret": SECRET, "slack_api_url": f"{peer.url}/api/"}

    def app(self, peer: Peer) -> Starlette:
        names = {room: name for name, room in ROOMS.items()}

        async def take(request: Request) -> Response:
            refusal = peer.refuse()
            if refusal is not None:
                return refusal
            told = await request.json()
            for block in Block.parse_all(told["blocks"]):
                block.validate_json()  # its SDK knows how much of what a block may hold
            text = told["blocks"][0]["text"]["text"].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            pressable = told["blocks"][1]["elements"] if len(told["blocks"]) > 1 else []
            buttons = tuple((one["text"]["text"], one["value"]) for one in pressable)
            peer.heard.append(Heard(names[told["channel"]], text, buttons))
            return JSONResponse({"ok": True, "ts": str(time.time()), "channel": told["channel"]})

        return serving("/api/chat.postMessage", take)

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:
        return self._event(event, peer, age, text=text)

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        action = {"action_id": button, "value": button, "action_ts": f"{event}.0", "type": "button"}
        told = {"type": "block_actions", "team": {"id": "T1"}, "channel": {"id": ROOMS[peer]}, "actions": [action]}
        body = urlencode({"payload": json.dumps(told)}).encode()
        return signed(body, "application/x-www-form-urlencoded")

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        return self._event(event, peer, 0, text="", subtype="file_share", files=[{"id": "F1"}])

    def unknown(self, event: int) -> Posted:
        told = {"type": "event_callback", "event_id": f"Ev{event}", "event": {"type": "something_new"}}
        return signed(json.dumps(told).encode(), "application/json")

    def forged(self, posted: Posted) -> list[Posted]:
        other = SignatureVerifier("another secret").generate_signature(
            timestamp=posted.headers["X-Slack-Request-Timestamp"], body=posted.body
        )
        wrong = ({"X-Slack-Signature": ""}, {"X-Slack-Signature": "v0=00"}, {"X-Slack-Signature": str(other)})
        stampless = {"X-Slack-Request-Timestamp": ""}
        later = {"X-Slack-Request-Timestamp": str(int(time.time()) + 1)}
        return [Posted(posted.body, posted.headers | headers) for headers in (*wrong, stampless, later)]

    def _event(self, event: int, peer: str, age: float, **said: Any) -> Posted:
        inner = {"type": "message", "channel_type": "im", "channel": ROOMS[peer], "user": "U1", "ts": f"{event}.1"}
        told = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{event}", "event": inner | said}
        return signed(json.dumps(told).encode(), "application/json", age)


def signed(body: bytes, kind: str, age: float = 0) -> Posted:
    """A delivery with Slack's signature, made ``age`` seconds ago."""
    stamp = str(int(time.time() - age))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    return Posted(body, {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)})
