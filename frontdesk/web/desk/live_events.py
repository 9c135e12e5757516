"""Server-sent events of the desk: something changed in the list, or in one conversation. What changed is then asked for."""

import asyncio
import time
from asyncio import to_thread
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from frontdesk.services.staff_sessions import SignedIn
from frontdesk.services.transcript import Author
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import COOKIE, AtTheDesk, ConversationReader
from frontdesk.web.desk.live import ConversationId, listed, shown_now
from frontdesk.web.errors import Problem
from frontdesk.web.hub import Ended, Event, Hub, Listener, Typing
from frontdesk.wiring.desk import Desk

router = APIRouter()
_LOOK_SECONDS = 4.0  # what another process changed is found by looking
_PRESENT_SECONDS = 45.0
_CALM_SECONDS = 0.3  # a list that changes ten times at once is told once
_HEADERS = {"x-accel-buffering": "no", "cache-control": "no-store"}


@router.get("/live/events")
async def list_events(request: Request, desk: AtTheDesk, who: ConversationReader) -> StreamingResponse:
    """Tell a page with the list that it changed."""
    return await _streamed(Watch(request, desk, who), None)


@router.get("/live/{conversation_id}/events")
async def conversation_events(
    request: Request, desk: AtTheDesk, who: ConversationReader, conversation_id: ConversationId
) -> StreamingResponse:
    """Tell a page with a conversation that something was said, or is being written."""
    await shown_now(desk, who, conversation_id)
    return await _streamed(Watch(request, desk, who), conversation_id)


async def _streamed(watch: "Watch", conversation_id: str | None) -> StreamingResponse:
    stream = watch.frames(conversation_id)
    try:
        await anext(stream)  # takes its place, or refuses, before a response begins
    except Problem as problem:
        raise HTTPException(problem.status) from problem
    return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)


@dataclass
class Watch:
    """One open page of somebody. It keeps them at the desk, but not signed in: with the session ends the stream."""

    request: Request
    desk: Desk
    who: SignedIn
    _seen: object = None
    _present: float = field(default=float("-inf"))

    async def frames(self, conversation_id: str | None) -> AsyncIterator[bytes]:
        """Give frames until the session or the conversation ends."""
        hub: Hub = self.request.app.state.hub
        with hub.watching(conversation_id) as listener:
            yield b""
            self._seen = await self._state(conversation_id)
            yield b"retry: 3000\nevent: changed\ndata: {}\n\n"
            while await self._is_signed_in():
                event = await _next(listener)
                if isinstance(event, Ended):
                    yield b"event: ended\ndata: {}\n\n"
                    return
                if isinstance(event, Typing):
                    yield _typing(event)
                elif event is not None or await self._has_changed(conversation_id):
                    await asyncio.sleep(_CALM_SECONDS)
                    yield b"event: changed\ndata: {}\n\n"
                else:
                    yield b": still here\n\n"
            yield b"event: ended\ndata: {}\n\n"

    async def _is_signed_in(self) -> bool:
        token = self.request.cookies.get(COOKIE, "")
        found = await to_thread(self.desk.sessions.find, token, touch=False)
        if found is None or not found.member.may(Permission.READ_CONVERSATIONS):
            return False
        if time.monotonic() - self._present > _PRESENT_SECONDS:
            await to_thread(self.desk.stores.presence.seen, found.member.id, self.desk.clock.now())
            self._present = time.monotonic()
        return True

    async def _has_changed(self, conversation_id: str | None) -> bool:
        before, self._seen = self._seen, await self._state(conversation_id)
        return before != self._seen

    async def _state(self, conversation_id: str | None) -> object:
        """Return what the page shows, so that it can be compared."""
        if conversation_id is None:
            return await to_thread(listed, self.desk)
        undelivered = await to_thread(self.desk.stores.channels.undelivered, conversation_id)
        return await to_thread(self.desk.live.listed.get, conversation_id), undelivered


async def _next(listener: Listener) -> Event | None:
    """Return the next event; none where there was none for a while."""
    try:
        return await asyncio.wait_for(listener.events.get(), _LOOK_SECONDS)
    except TimeoutError:
        return None


def _typing(event: Typing) -> bytes:
    if event.author is Author.STAFF:
        return b": a colleague writes\n\n"
    active = "true" if event.active else "false"
    return f'event: typing\ndata: {{"author": "{event.author.value}", "active": {active}}}\n\n'.encode()
