"""REST: for programs of the agency or its partners, with a key; what is answered goes to their webhook, signed.

The body of a delivery: ``{"id", "person", "text" | "quick_reply" | "erase": true, "language"?}``. ``id`` is the program's own of this
delivery, ``person`` whoever is writing, as the program tells people apart.
"""

import hashlib
import hmac
import json
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from frontdesk.services.channel import Channel, ChannelEvent, Happening, Thread
from frontdesk.services.channel_words import happening_of
from frontdesk.services.dialogue import Notices
from frontdesk.services.transcript import Message
from frontdesk.settings import Settings
from frontdesk.values import Language
from frontdesk.web.channels.adapter import Delivery, Forged, Malformed, Reading
from frontdesk.web.schemas import clean_text, message_of
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.integrator import SignedWebhook, signed_webhook

_SHORT = Field(pattern=r"^[!-~]{1,120}$")


class Said(BaseModel):
    """What a program delivers."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: Annotated[str, _SHORT]
    person: Annotated[str, _SHORT]
    text: Annotated[str, BeforeValidator(clean_text)] = ""
    quick_reply: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""
    erase: Literal[True, False] = False
    language: str = ""


def build(settings: Settings, _notices: Notices) -> "RestAdapter | None":
    """Return the adapter where keys, webhook and its secret are set."""
    if not settings.rest_keys or settings.rest_webhook_url is None or settings.rest_webhook_secret is None:
        return None
    keys = {name: key.get_secret_value() for name, key in settings.rest_keys.items()}
    secret = settings.rest_webhook_secret.get_secret_value()
    return RestAdapter(keys, signed_webhook(settings, settings.rest_webhook_url, secret))


class RestAdapter:
    """Several programs, told apart by their keys: what one delivers is never another's conversation."""

    channel = Channel.REST

    def __init__(self, keys: dict[str, str], webhook: SignedWebhook) -> None:
        self._names = {_hashed(key): name for name, key in keys.items()}
        self._webhook = webhook

    async def read(self, delivery: Delivery) -> Reading:
        """Prove and read a delivery. Raises Forged and Malformed."""
        name = self._program(delivery)
        try:
            said = Said.model_validate_json(delivery.body)
        except ValidationError as problem:
            raise Malformed("no delivery") from problem
        return Reading((_event(name, said),))

    def _program(self, delivery: Delivery) -> str:
        scheme, _, key = delivery.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            given = _hashed(key.strip())
            for known, name in self._names.items():
                if hmac.compare_digest(given, known):
                    return name
        raise Forged("key")

    async def send(self, thread: Thread, message: Message) -> None:
        """Send one message to the webhook, as the public chat API shows it. Raises NotSent."""
        told = {
            "person": thread.address["person"],
            "program": thread.address["program"],
            "message": message_of(message).model_dump(mode="json"),
        }
        body = json.dumps(told, ensure_ascii=False).encode()
        await self._webhook.post(f"rest:{thread.id}:{message.id}", body, at=SystemClock().now())

    async def close(self) -> None:
        """Nothing stays open between two messages."""


def _event(program: str, said: Said) -> ChannelEvent:
    happening = Happening.PRESSED if said.quick_reply else happening_of(said.text)
    if said.erase:
        happening = Happening.ERASURE_WANTED
    return ChannelEvent(
        channel=Channel.REST,
        event_id=f"{program}:{said.id}",
        peer=f"{program}:{said.person}",
        happening=happening,
        text=said.text,
        quick_reply=said.quick_reply,
        language=Language(said.language) if said.language in Language else None,
        address={"program": program, "person": said.person},
    )


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
