"""REST: a program with a key, and its webhook, which checks the signature as our documentation says."""

import base64
import hashlib
import hmac
import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from frontdesk.services.channel import Channel
from frontdesk.web import schemas
from tests.channels.door import Door, Heard, Peer, Posted, serving

KEY = "crm-key-of-24-characters-or-more"
OCTETS = b"a secret of thirty-two octets..."
SECRET = f"whsec_{base64.b64encode(OCTETS).decode()}"


class RestDoor(Door):
    channel = Channel.REST
    signs_time = False

    def settings(self, peer: Peer) -> dict[str, Any]:
        more = {"rest_webhook_url": f"{peer.url}/hook", "rest_webhook_secret": SECRET, "outbound_loopback": True}
        return {"rest_keys": {"crm": KEY, "portal": "another-key-of-24-characters"}} | more

    def app(self, peer: Peer) -> Starlette:
        taken: set[str] = set()

        async def take(request: Request) -> Response:
            refusal = peer.refuse()
            if refusal is not None:
                return refusal
            body = await request.body()
            parcel, seconds = request.headers["webhook-id"], request.headers["webhook-timestamp"]
            signed = hmac.new(OCTETS, f"{parcel}.{seconds}.".encode() + body, hashlib.sha256).digest()
            if request.headers["webhook-signature"] != f"v1,{base64.b64encode(signed).decode()}":
                return Response(status_code=401)
            if parcel not in taken:
                taken.add(parcel)
                told = json.loads(body)
                assert set(told["message"]) == set(schemas.Message.model_fields)  # a program may count on every key
                assert told["message"]["display"] is None
                buttons = tuple((reply["title"], reply["id"]) for reply in told["message"]["quick_replies"])
                said, name = told["message"]["text"], told["message"]["name"]  # a program shows the name as it likes
                peer.heard.append(Heard(told["person"], f"{name}: {said}" if name else said, buttons))
            return Response(status_code=204)

        return serving("/hook", take)

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:  # noqa: ARG002  # signs no time
        return self._posted(event, peer, text=text)

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        return self._posted(event, peer, quick_reply=button)

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        return self._posted(event, peer)

    def unknown(self, event: int) -> Posted:
        return self._posted(event, "ann", text="hello", something_new=True)

    def forged(self, posted: Posted) -> list[Posted]:
        wrong = ("Bearer", f"Bearer {KEY[:-1]}", f"Bearer {KEY}x", f"Basic {KEY}")
        return [Posted(posted.body, {}), *(Posted(posted.body, {"Authorization": value}) for value in wrong)]

    def _posted(self, event: int, peer: str, **told: Any) -> Posted:
        body = json.dumps({"id": str(event), "person": peer, "language": "fr"} | told).encode()
        return Posted(body, {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
