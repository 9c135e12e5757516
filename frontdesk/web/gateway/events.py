"""Server-sent events of one conversation: messages, typing and its end, resumed by Last-Event-ID, with a heartbeat."""

import asyncio
import json
from asyncio import to_thread
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.responses import StreamingResponse

from frontdesk.services.conversing import Conversing
from frontdesk.services.transcript import Author, Message
from frontdesk.web.errors import Problem
from frontdesk.web.gateway.access import authorised
from frontdesk.web.gateway.conversations import MAX_MESSAGE_ID
from frontdesk.web.gateway.problems import documented
from frontdesk.web.gateway.services import Limited, Services
from frontdesk.web.gateway.shown import shown
from frontdesk.web.hub import Ended, Event, Listener, Typing

_HEARTBEAT_SECONDS = 15.0
_RECONNECT_MILLISECONDS = 2000
router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


@router.get(
    "/{conversation_id}/events",
    response_class=StreamingResponse,
    responses=documented(401, 404, 422, 429, 503) | {200: {"content": {"text/event-stream": {}}}},
)
async def follow_events(conversation_id: str, request: Request, services: Limited) -> StreamingResponse:
    """Follow a conversation: `message` (a Message), `typing` ({"active"}), `status` ({"state": "open" | "erased" | "closed"})."""
    conversation = await authorised(request, services.conversing.store, conversation_id)
    last = _last_event_id(request)
    stream = _stream(services, conversation.id, last)
    await anext(stream)  # takes its place among the listeners, or refuses, before a response begins
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


def _last_event_id(request: Request) -> int | None:
    given = request.headers.get("last-event-id", "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit()) or int(given[:20]) > MAX_MESSAGE_ID:
        raise Problem(422, "invalid-parameter", "Invalid Last-Event-ID", "Last-Event-ID must be the id of a message.")
    return int(given)


async def _stream(services: Services, conversation_id: str, last: int | None) -> AsyncIterator[bytes]:
    with services.hub.listening(conversation_id) as listener:
        yield b""
        yield _frame("status", {"state": "open"}, retry=_RECONNECT_MILLISECONDS)
        shown = last or 0
        if last is not None:
            async for message in _missed(services.conversing, conversation_id, last):
                yield await _message_frame(services, message)
                shown = message.id
        async for event in _live(listener):
            if not isinstance(event, Message):
                yield _event_frame(event)
            elif event.id > shown:  # what came while the missed ones were read is shown once
                yield await _message_frame(services, event)


async def _missed(conversing: Conversing, conversation_id: str, last: int) -> AsyncIterator[Message]:
    while page := await to_thread(conversing.store.messages_after, conversation_id, last):
        for message in page:
            yield message
        last = page[-1].id


async def _live(listener: Listener) -> AsyncIterator[Event | None]:
    """Give events as they come, none as a heartbeat, until there will be no more."""
    while True:
        try:
            event = await asyncio.wait_for(listener.events.get(), _HEARTBEAT_SECONDS)
        except TimeoutError:
            yield None
            continue
        yield event
        if isinstance(event, Ended):
            return


def _event_frame(event: Event | None) -> bytes:
    match event:
        case Typing(active, author):
            who = {} if author is Author.ASSISTANT else {"author": author.value}
            return _frame("typing", {"active": active, **who})
        case Ended(erased):
            return _frame("status", {"state": "erased" if erased else "closed"})
        case _:
            return b": still here\n\n"


async def _message_frame(services: Services, kept: Message) -> bytes:
    (message,) = (await shown(services, (kept,))).messages
    return f"event: message\nid: {message.id}\ndata: {message.model_dump_json()}\n\n".encode()


def _frame(event: str, content: dict[str, object], *, retry: int | None = None) -> bytes:
    again = "" if retry is None else f"retry: {retry}\n"
    return f"{again}event: {event}\ndata: {json.dumps(content)}\n\n".encode()
