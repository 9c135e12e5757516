"""WhatsApp by Twilio: forms signed by its own SDK, and a server that speaks its Messages resource."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from twilio.request_validator import RequestValidator

from frontdesk.services.channel import Channel
from tests.channels.door import Door, Heard, Peer, Posted, serving

TOKEN = "the-token-of-the-account"
PUBLIC = "https://desk.agency.example"
NUMBERS = {"ann": "whatsapp:+33600000001", "bob": "whatsapp:+33600000002"}


class TwilioDoor(Door):
    channel = Channel.WHATSAPP_TWILIO
    signs_time = False

    def settings(self, peer: Peer) -> dict[str, Any]:
        own = {"twilio_account_sid": "AC1", "twilio_auth_token": TOKEN, "twilio_whatsapp_number": "+3281000000"}
        return own | {"twilio_api_url": peer.url, "public_url": PUBLIC}

    def app(self, peer: Peer) -> Starlette:
        names = {number: name for name, number in NUMBERS.items()}

        async def take(request: Request) -> Response:
            refusal = peer.refuse()
            if refusal is not None:
                return refusal
            form = dict(parse_qsl((await request.body()).decode()))
            peer.heard.append(Heard(names[form["To"]], shown(form)))
            return JSONResponse({"sid": "SM1"}, 201)

        return serving("/2010-04-01/Accounts/AC1/Messages.json", take)

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:  # noqa: ARG002  # signs no time
        return signed({"MessageSid": f"SM{event}", "From": NUMBERS[peer], "Body": text, "NumMedia": "0"})

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        return self.said(button, event, peer=peer)

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        return signed({"MessageSid": f"SM{event}", "From": NUMBERS[peer], "Body": "", "NumMedia": "1"})

    def unknown(self, event: int) -> Posted:
        return signed({"MessageSid": f"SM{event}", "MessageStatus": "read"})

    def forged(self, posted: Posted) -> list[Posted]:
        other = signed(dict(parse_qsl(posted.body.decode())), token="another")
        elsewhere = signed(dict(parse_qsl(posted.body.decode())), url="https://elsewhere.example/x")
        bare = Posted(posted.body, {"Content-Type": posted.headers["Content-Type"]})
        return [bare, Posted(posted.body, posted.headers | {"X-Twilio-Signature": "AAAA"}), other, elsewhere]


def shown(form: dict[str, str]) -> str:
    """What a message shows, held to the limits of the Messages resource."""
    if "ContentSid" in form:
        assert "Body" not in form
        return f"template {form['ContentSid']} about {list(json.loads(form['ContentVariables']).values())}"
    assert len(form["Body"]) <= 1600
    return form["Body"]


def signed(form: dict[str, str], *, token: str = TOKEN, url: str = f"{PUBLIC}/channels/whatsapp_twilio") -> Posted:
    """A form with Twilio's signature."""
    signature = RequestValidator(token).compute_signature(url, form)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    return Posted(urlencode(form).encode(), headers)
