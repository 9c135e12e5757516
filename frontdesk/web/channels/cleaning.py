"""What is kept of an event, whatever somebody put into it: no more than is read, and nothing a database or a mail cannot hold."""

import hashlib
import re
from dataclasses import replace

from frontdesk.services.channel import MOST_CHARACTERS, ChannelEvent, Happening
from frontdesk.web.schemas import clean_text

_LONGEST_EVENT_ID, _LONGEST_PEER = 160, 300
_NAME = re.compile(r"[!-~]+")
_BUTTON = re.compile(r"[A-Za-z0-9_-]{1,64}")


def cleaned(event: ChannelEvent) -> ChannelEvent:
    """Return an event as it can be kept. Of a text that is too long so much stays that it still is."""
    text = _clean(event.text)[: MOST_CHARACTERS + 1]
    lost = event.happening is Happening.SAID and not text
    return replace(
        event,
        event_id=_name(event.event_id, _LONGEST_EVENT_ID),
        peer=_name(event.peer, _LONGEST_PEER),
        happening=Happening.SENT_SOMETHING_ELSE if lost else event.happening,
        text=text,
        quick_reply=event.quick_reply if _BUTTON.fullmatch(event.quick_reply) else "",
        address={name: _clean(value) for name, value in event.address.items()},
    )


def _clean(text: str) -> str:
    return str(clean_text(text))


def _name(name: str, longest: int) -> str:
    """Return a name by which something is known again, of whatever length and signs it was."""
    if len(name) <= longest and _NAME.fullmatch(name):
        return name
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
