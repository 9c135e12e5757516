"""WhatsApp by Twilio: signed form posts in, plain text out; choices are listed as words to answer with.

https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

from base64 import b64encode
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

from frontdesk.services.channel import Channel, ChannelEvent, NotSent, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message, QuickReply
from frontdesk.settings import Settings
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.channels.presentation import shown
from frontdesk.web.channels.vendor_api import VendorApi

_MOST_CHARACTERS = 1600
_NEVER_TAKEN = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
_NOTHING_TO_SAY = b"<Response/>"  # TwiML: what is answered comes by the REST API


def build(settings: Settings, notices: Notices) -> "TwilioAdapter | None":
    """Return the adapter where account, token and number are set."""
    account, token, number = settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_whatsapp_number
    if account is None or token is None or number is None:
        return None
    return TwilioAdapter(account, token.get_secret_value(), number, settings.twilio_api_url, notices)


class TwilioAdapter:
    """One number of one account."""

    channel = Channel.WHATSAPP_TWILIO

    def __init__(self, account: str, token: str, number: str, api_url: str, notices: Notices) -> None:
        self._validator, self._notices, self._from = RequestValidator(token), notices, f"whatsapp:{number}"
        self._messages = f"{api_url}/2010-04-01/Accounts/{account}/Messages.json"
        basic = b64encode(f"{account}:{token}".encode()).decode()
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
        event = _event(form)
        return Reading(() if event is None else (event,), _NOTHING_TO_SAY, "text/xml")

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message, in parts where it is long. Raises NotSent."""
        parts = shown(message, self._notices, limit=_MOST_CHARACTERS, buttons=False)
        await parts.send(thread.parts_of(message), partial(self._send, thread.address["number"]))

    async def _send(self, number: str, text: str, _: tuple[QuickReply, ...]) -> None:
        refused = await self._api.post(self._messages, form={"From": self._from, "To": number, "Body": text})
        if refused is None:
            return
        if refused.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise NotSent("rate limit", wait=timedelta(seconds=10))
        raise NotSent(str(refused.status), is_final=refused.status in _NEVER_TAKEN)

    async def close(self) -> None:
        """Close the connection."""
        await self._api.close()


def _event(form: dict[str, str]) -> ChannelEvent | None:
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
        address={"number": form["From"]},
    )
