"""WhatsApp by Twilio: signed form posts in, plain text out; choices are listed as words to answer with.

https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

from frontdesk.services.channel import Channel, ChannelEvent, NotSent, Thread
from frontdesk.services.channel_window import WindowClosed
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.held_back import WRITTEN_AT
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.presentation import shown
from frontdesk.web.channels.vendor_api import Refused, VendorApi
from frontdesk.web.channels.whatsapp_templates import Templates, template_for

_MOST_CHARACTERS = 1600
_NEVER_TAKEN = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
_WINDOW_CLOSED = re.compile(r'"code":\s*63016\b')
_NOTHING_TO_SAY = b"<Response/>"  # TwiML: what is answered comes by the REST API


def build(settings: Settings, notices: Notices) -> "TwilioAdapter | None":
    """Return the adapter where account, token and number are set."""
    account, token, number = settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_whatsapp_number
    if account is None or token is None or number is None:
        return None
    own = TwilioAccount(account, token.get_secret_value(), number, settings.twilio_api_url)
    return TwilioAdapter(own, settings.twilio_templates, notices)


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """An account with one number, and where its API is."""

    sid: str
    token: str
    number: str
    api_url: str


class TwilioAdapter:
    """One number of one account."""

    channel = Channel.WHATSAPP_TWILIO

    def __init__(self, account: TwilioAccount, templates: Templates, notices: Notices) -> None:
        self._validator, self._notices, self._templates = RequestValidator(account.token), notices, templates
        self._from = f"whatsapp:{account.number}"
        self._messages = f"{account.api_url}/2010-04-01/Accounts/{account.sid}/Messages.json"
        basic = b64encode(f"{account.sid}:{account.token}".encode()).decode()
        self._api = VendorApi({"Authorization": f"Basic {basic}"})

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read a delivery. Raises Forged and Malformed."""
        try:
            form = dict(parse_qsl(delivery.body.decode(), keep_blank_values=True, max_num_fields=200))
        except ValueError as problem:
            raise Malformed("no form") from problem
        signature = delivery.headers.get("x-twilio-signature", "")
        if not self._validator.validate(delivery.url, form, signature):  # compared in constant time by its SDK
            raise Forged("signature")
        event = _event(form, delivery.at)
        return Reading(() if event is None else (event,), _NOTHING_TO_SAY, "text/xml")

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message, in parts where it is long. Raises NotSent."""
        parts = shown(message, self._notices, limit=_MOST_CHARACTERS, buttons=False)
        await parts.send(thread.parts_of(message), partial(self._send, thread.address["number"]))

    async def _send(self, number: str, text: str, _: tuple[QuickReply, ...]) -> None:
        await self._post({"To": number, "Body": text})

    async def invite(self, thread: Thread, language: Language, about: str) -> bool:
        """Send the approved template, with what it is about; tell whether there is one. Raises NotSent."""
        chosen = template_for(self._templates, language)
        if chosen is None:
            return False
        told = {"ContentSid": chosen[1], "ContentVariables": json.dumps({"1": about})}
        await self._post({"To": thread.address["number"], **told})
        return True

    async def _post(self, told: dict[str, str]) -> None:
        refused = await self._api.post(self._messages, form={"From": self._from, **told})
        if refused is not None:
            raise _refusal(refused)

    async def close(self) -> None:
        """Close the connection."""
        await self._api.close()


def _refusal(refused: Refused) -> NotSent:
    if _WINDOW_CLOSED.search(refused.body):
        return WindowClosed("63016")
    if refused.status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotSent("rate limit", wait=timedelta(seconds=10))
    return NotSent(str(refused.status), is_final=refused.status in _NEVER_TAKEN)


def _event(form: dict[str, str], at: datetime) -> ChannelEvent | None:
    """Return what somebody wrote; receipts of delivery tell nothing."""
    if "MessageSid" not in form or "From" not in form or "Body" not in form:
        return None
    text = form["Body"].strip()
    return ChannelEvent(
        channel=Channel.WHATSAPP_TWILIO,
        event_id=form["MessageSid"],
        peer=form["From"],
        happening=happening_of(text),
        text=text,
        address={"number": form["From"], WRITTEN_AT: str(int(at.timestamp()))},
    )
