"""Twilio by its own client: what we send is what its client sends, and forms as it posts them are taken."""

import asyncio
from contextlib import closing
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from frontdesk.services.channel import Thread
from frontdesk.services.transcript import Author, Message, NewMessage
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels import whatsapp_twilio
from frontdesk.wiring.notices import notice_catalogue
from tests.channels.conftest import Messenger
from tests.channels.door import Door, Peer, serving
from tests.channels.twilio_door import NUMBERS, TOKEN, TwilioDoor, signed
from tests.factories import NOON
from tests.web.installation import served

pytestmark = pytest.mark.web
TEXT = "Où? 😀 & <b> +32 %"
FORM = {  # as its documentation shows it
    "SmsMessageSid": "SM7",
    "NumMedia": "0",
    "ProfileName": "Ann Smïth 😀",
    "MessageType": "text",
    "SmsSid": "SM7",
    "WaId": "33600000001",
    "SmsStatus": "received",
    "Body": TEXT,
    "ButtonText": "",
    "To": "whatsapp:+3281000000",
    "NumSegments": "1",
    "ReferralNumMedia": "0",
    "MessageSid": "SM7",
    "AccountSid": "AC1",
    "ChannelMetadata": '{"type":"whatsapp","data":{"context":{"ProfileName":"Ann"}}}',
    "From": NUMBERS["ann"],
    "ApiVersion": "2010-04-01",
}


@pytest.fixture
def door() -> Door:
    return TwilioDoor()


class Elsewhere(TwilioHttpClient):  # type: ignore[misc]  # twilio has no types
    """Twilio's own, with the host replaced by ours."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def close(self) -> None:
        if self.session is not None:
            self.session.close()

    def request(self, method: str, url: str, *more: Any, **named: Any) -> Any:
        return super().request(method, url.replace("https://api.twilio.com", self._url), *more, **named)


def test_we_send_what_twilio_s_own_client_sends() -> None:
    taken: list[tuple[str, str, list[tuple[str, str]]]] = []

    async def take(request: Request) -> JSONResponse:
        form = sorted(parse_qsl((await request.body()).decode()))
        taken.append((request.method, request.headers["authorization"], form))
        return JSONResponse({"sid": "SM1"}, 201)

    with served(serving("/2010-04-01/Accounts/AC1/Messages.json", take)) as url:
        with closing(Elsewhere(url)) as http:
            messages = Client("AC1", TOKEN, http_client=http).messages
            messages.create(from_="whatsapp:+3281000000", to=NUMBERS["ann"], body=TEXT)
        adapter = whatsapp_twilio.build(Settings(**TwilioDoor().settings(Peer(url=url))), notice_catalogue())
        assert adapter is not None
        told = NewMessage(Author.ASSISTANT, TEXT, Language.EN, NOON)
        thread = Thread(1, adapter.channel, NUMBERS["ann"], "c", {"number": NUMBERS["ann"]}, 0)

        async def send() -> None:
            await adapter.send(thread, Message(1, "c", told))
            await adapter.close()

        asyncio.run(send())
    theirs, ours = taken
    assert ours == theirs


def test_a_whole_form_of_twilio_s_is_taken_and_one_that_was_changed_is_not(messenger: Messenger) -> None:
    posted = signed(FORM)
    assert messenger.deliver(replace(posted, body=posted.body + b"&Body=more")).status_code == 401
    assert messenger.deliver(posted).is_success
    messenger.hears(f"You said: {TEXT}")
