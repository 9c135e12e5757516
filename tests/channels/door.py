"""A messenger as its tests see it: how it delivers, how it proves itself, and a local server that speaks its API and notes what we send."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from frontdesk.services.channel import Channel
from tests.web.installation import served


@dataclass(frozen=True)
class Posted:
    """A delivery as it goes over the wire."""

    body: bytes
    headers: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """What somebody on the messenger is shown."""

    peer: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()  # title, and what pressing it delivers


@dataclass
class Peer:
    """The messenger's side: everything it was sent. ``answer`` may be replaced to refuse."""

    heard: list[Heard] = field(default_factory=list)
    refuse: Callable[[], Response | None] = lambda: None
    url: str = ""


class Door(Protocol):
    """What the conformance suite needs of each messenger."""

    channel: Channel
    signs_time: bool  # whether a delivery carries a signed time, so that an old one can be told from a late one

    def settings(self, peer: Peer) -> dict[str, Any]:
        """The settings of an installation that has it."""

    def close(self) -> None:
        """Stop what else it started."""
        return

    def app(self, peer: Peer) -> Starlette:
        """The local server that speaks its API."""

    def said(self, text: str, event: int, *, peer: str = "ann", age: float = 0) -> Posted:
        """A text of somebody, ``age`` seconds ago, proven."""

    def pressed(self, button: str, event: int, *, peer: str = "ann") -> Posted:
        """A press on a button we sent."""

    def something_else(self, event: int, *, peer: str = "ann") -> Posted:
        """A picture, a sticker or the like."""

    def unknown(self, event: int) -> Posted:
        """Something the messenger may add one day."""

    def forged(self, posted: Posted) -> list[Posted]:
        """The same without its proof, and with wrong ones."""


@contextmanager
def peer_of(door: Door) -> Iterator[Peer]:
    """Run the messenger's side until the block ends."""
    peer = Peer()
    with served(door.app(peer)) as url:
        peer.url = url
        yield peer


def deliver(http: httpx.Client, door: Door, posted: Posted) -> httpx.Response:
    """Deliver as the messenger does."""
    url = f"/channels/{door.channel.value}"
    return http.post(url, content=posted.body, headers=posted.headers, params=posted.query)


def serving(path: str, take: Callable[[Request], Any]) -> Starlette:
    """A server with one route of any method."""
    return Starlette(routes=[Route(path, take, methods=["GET", "POST", "PUT"])])
