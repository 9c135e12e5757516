"""Somebody who writes to a running installation by a messenger, and the messenger's own side, which notes what they are shown."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
from sqlalchemy import Select, select
from starlette.applications import Starlette

from frontdesk.services.transcript import Author, Message
from frontdesk.store.channel_tables import ChannelThreadRow
from frontdesk.wiring.stores import Stores
from tests.channels.door import Door, Heard, Peer, Posted, deliver
from tests.channels.telegram_server import TelegramServer
from tests.conversations.stack import wait_for
from tests.web.installation import served

_SECONDS = 60.0
_PATIENCE = 100  # how many messages a conversation may have


class Correspondent:
    """Ann, by one messenger. She waits until everything that answers her has arrived there."""

    def __init__(self, door: Door, peer: Peer, url: str, stores: Stores) -> None:
        self.door, self.peer, self._stores = door, peer, stores
        self._http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self._numbers = itertools.count(1)
        self.conversation_id = ""

    @property
    def heard(self) -> list[Heard]:
        """What she has been shown."""
        return [heard for heard in self.peer.heard if heard.peer == "ann"]

    def write(self, text: str) -> None:
        """Write something, and do not wait."""
        self._deliver(self.door.said(text, next(self._numbers)))

    def press(self, told: str) -> None:
        """Press a button, and do not wait."""
        self._deliver(self.door.pressed(told, next(self._numbers)))

    def _deliver(self, posted: Posted) -> None:
        assert deliver(self._http, self.door, posted).is_success

    def say(self, text: str) -> Message:
        """Write something and wait for the answer."""
        before = self._last_id()
        self.write(text)
        return self._answered(before, text)

    def choose(self, title: str) -> Message:
        """Press a button; where the messenger shows none, write what is on it."""
        before = self._last_id()
        offered = [button for heard in self.heard for button in heard.buttons]
        pressed = next((told for shown, told in reversed(offered) if shown.startswith(title)), None)
        if pressed is None:
            assert not self.heard[-1].buttons, f"{title!r} is not among {self.heard[-1].buttons}"
            return self.say(title)
        self.press(pressed)
        return self._answered(before, title)

    def was_shown(self, text: str, author: Author) -> str:
        """Wait until somebody's words have arrived, and return them as they are shown."""
        wait_for(f"{text!r} is in the transcript", lambda: self._is_said(text, author), _SECONDS)
        self._arrived()
        return next(heard.text for heard in reversed(self.heard) if text in heard.text)

    def transcript(self) -> Sequence[Message]:
        """Everything that was said."""
        if not self.conversation_id:
            self.conversation_id = self._thread().conversation_id
        return self._stores.conversations.messages_after(self.conversation_id, 0, limit=_PATIENCE)

    def _answered(self, before: int, said: str) -> Message:
        def last() -> Message | None:
            later = [message for message in self._said_since(before) if message.content.author is not Author.VISITOR]
            return later[-1] if later and later[-1].content.in_reply_to else None

        wait_for(f"{self.door.channel} answers {said!r}", last, _SECONDS)
        self._arrived()
        answer = last()
        assert answer is not None
        return answer

    def _arrived(self) -> None:
        last = self._last_id()
        wait_for(f"{self.door.channel} was sent message {last}", lambda: self._thread().sent_to >= last, _SECONDS)

    def _said_since(self, before: int) -> list[Message]:
        return [message for message in self.transcript() if message.id > before] if self._has_thread() else []

    def _is_said(self, text: str, author: Author) -> bool:
        return any(text in one.content.text and one.content.author is author for one in self.transcript())

    def _last_id(self) -> int:
        ours = [message.id for message in self._said_since(0) if message.content.author is not Author.VISITOR]
        return max(ours, default=0)

    def _has_thread(self) -> bool:
        with self._stores.database.reading() as session:
            return session.scalars(self._query()).first() is not None

    def _thread(self) -> ChannelThreadRow:
        with self._stores.database.reading() as session:
            return session.scalars(self._query()).one()

    def _query(self) -> Select[ChannelThreadRow]:
        return select(ChannelThreadRow).where(ChannelThreadRow.channel == self.door.channel.value)

    def close(self) -> None:
        """Hang up."""
        self._http.close()


class TelegramCorrespondent(Correspondent):
    """Ann, by a Telegram server of others, which delivers what she does and shows her what we send."""

    def __init__(self, door: Door, server: TelegramServer, url: str, stores: Stores) -> None:
        super().__init__(door, Peer(url=server.url), url, stores)
        self._server = server

    @property
    def heard(self) -> list[Heard]:
        """What she has been shown."""
        return self._server.shown()

    def write(self, text: str) -> None:
        """Write something, and do not wait."""
        self._server.say(text)

    def press(self, told: str) -> None:
        """Press a button, and do not wait."""
        self._server.press(told)


@contextmanager
def peers_of(doors: Sequence[Door]) -> Iterator[dict[Door, Peer]]:
    """Run the sides of all messengers; those that share an address by their settings share a server."""
    peers = {door: Peer() for door in doors}
    with ExitStack() as running:
        shared: list[Door] = [door for door in doors if type(door).__module__.endswith("meta_doors")]
        routes = [route for door in shared for route in door.app(peers[door]).routes]
        meta = running.enter_context(served(Starlette(routes=routes)))
        for door, peer in peers.items():
            peer.url = meta if door in shared else running.enter_context(served(door.app(peer)))
        yield peers


def environment_of(doors: Sequence[Door], peers: dict[Door, Peer]) -> dict[str, str]:
    """The variables that set all of them up in one installation."""
    settings = {name: value for door in doors for name, value in door.settings(peers[door]).items()}
    return {f"FRONTDESK_{name.upper()}": _spelled(value) for name, value in settings.items()}


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, dict):
        return ",".join(f"{name}:{_spelled(part)}" for name, part in value.items())
    return str(value)
