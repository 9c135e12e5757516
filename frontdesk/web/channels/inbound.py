"""The doors of the messengers: prove, keep, acknowledge at once; what is answered to it comes later, from the transcript."""

import logging
from asyncio import to_thread
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from frontdesk.services.channel import Channel, ChannelEvent
from frontdesk.services.channel_desk import ChannelDesk
from frontdesk.services.errors import StoreUnavailable
from frontdesk.web.channels.adapter import Adapter, Delivery, DeliveryRefused
from frontdesk.web.channels.cleaning import cleaned

_LOG = logging.getLogger(__name__)
_MOST_BYTES = 256 * 1024
PREFIX = "/channels"


def channel_routes(adapters: tuple[Adapter, ...], public_url: str) -> list[BaseRoute]:
    """Return one route for each messenger that is set up; there is none for the others."""
    return [_route(adapter, public_url) for adapter in adapters]


def _route(adapter: Adapter, public_url: str) -> Route:
    async def take(request: Request) -> Response:
        body = await _bounded(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        desk: ChannelDesk = request.app.state.channels
        return await _take(adapter, desk, _delivery(request, body, desk, public_url))

    path = f"{PREFIX}/{adapter.channel.value}"
    return Route(path, take, methods=["GET", "POST"], name=f"channel {adapter.channel.value}")


async def _take(adapter: Adapter, desk: ChannelDesk, delivery: Delivery) -> Response:
    try:
        reading = await adapter.read(delivery)
    except DeliveryRefused as refusal:
        note_refusal(adapter.channel, refusal)
        return Response(status_code=refusal.status)
    try:
        await keep(desk, reading.events, at=delivery.at)
    except StoreUnavailable:  # the messenger delivers it again
        return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"retry-after": "30"})
    return Response(reading.answer, media_type=reading.media_type)


async def keep(desk: ChannelDesk, events: Sequence[ChannelEvent], *, at: datetime) -> None:
    """Keep what was delivered, once. Raises StoreUnavailable."""
    await to_thread(desk.store.receive, [cleaned(event) for event in events], at=at)
    desk.arrivals.ring()


def note_refusal(channel: Channel, refusal: DeliveryRefused) -> None:
    """Write down that a delivery was not taken and why, without a word of it."""
    ids = {"channel": channel.value, "kind": type(refusal).__name__, "why": str(refusal)}
    _LOG.warning("channel_delivery_refused", extra=ids)


def _delivery(request: Request, body: bytes, desk: ChannelDesk, public_url: str) -> Delivery:
    query = f"?{request.url.query}" if request.url.query else ""
    return Delivery(
        method=request.method,
        url=f"{public_url}{request.url.path}{query}",
        query=dict(request.query_params),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
        at=desk.conversing.clock.now(),
    )


async def _bounded(request: Request) -> bytes | None:
    """Return the body; none where it is larger than any messenger's."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
