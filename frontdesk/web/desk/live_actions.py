"""What staff do in a conversation: take it over, write, hand it back."""

from asyncio import to_thread
from collections.abc import Awaitable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.background import BackgroundTask
from starlette.responses import Response

from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.lead_problems import AlreadyTogether, ConversationUnknown, LeadProblem, MergedAway
from frontdesk.services.link_conversations import last_part
from frontdesk.services.take_over import hand_back, resume, say_as_staff, take_over
from frontdesk.services.takeover import HeldByAnother, NotHeld
from frontdesk.services.transcript import Author
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, Colleague, LeadWorker
from frontdesk.web.desk.live import ConversationId, Refused, controls_of, shown_again, shown_now
from frontdesk.web.desk.pages import is_partial, page, reader_language, redirect
from frontdesk.web.desk.problems import conflict, not_found
from frontdesk.web.desk.texts import text as desk_text
from frontdesk.web.schemas import MAX_TEXT, clean_text
from frontdesk.wiring.desk import Desk

router = APIRouter()
_DONE = HTTPStatus.NO_CONTENT


@router.post("/live/{conversation_id}/take-over")
async def take_a_conversation_over(
    desk: AtTheDesk,
    who: Colleague,
    conversation_id: ConversationId,
    from_whom: Annotated[int | None, Form()] = None,
) -> Response:
    """Let whoever asks answer instead of the assistant, or instead of a colleague they name."""
    await _done(desk, take_over(desk.live.live, conversation_id, who.member, from_whom=from_whom))
    return redirect(_page_of(conversation_id), said="live.taken_over")


@router.post("/live/{conversation_id}/hand-back")
async def hand_a_conversation_back(desk: AtTheDesk, who: Colleague, conversation_id: ConversationId) -> Response:
    """Let the assistant answer again; where an enquiry is open it asks again what it waits for."""
    left = await _done(desk, hand_back(desk.live.live, conversation_id, who.member))
    response = redirect(_page_of(conversation_id), said="live.handed_back")
    response.background = BackgroundTask(resume, desk.live.live, left)
    return response


@dataclass(frozen=True, slots=True)
class Written:
    """What the form of a message holds."""

    text: Annotated[str, Form()] = ""
    message_id: Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""


@router.post("/live/{conversation_id}/messages")
async def write(
    request: Request,
    desk: AtTheDesk,
    who: Colleague,
    conversation_id: ConversationId,
    written: Annotated[Written, Depends()],
) -> Response:
    """Write to the visitor; a form that is sent twice is said once."""
    cleaned = str(clean_text(written.text))
    problem = "live.write_something" if not cleaned else "live.too_long" if len(cleaned) > MAX_TEXT else ""
    if problem:
        refused = Refused(desk_text(reader_language(request), problem, longest=MAX_TEXT), written.text)
        context = controls_of(desk, who, await to_thread(shown_again, desk, who, conversation_id), refused)
        return page(request, "live/conversation.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, **context)
    await _done(desk, say_as_staff(desk.live.live, conversation_id, who.member, cleaned, written.message_id))
    return Response(status_code=_DONE) if is_partial(request) else redirect(_page_of(conversation_id))


@router.post("/live/{conversation_id}/lead")
def link(
    request: Request,
    desk: AtTheDesk,
    who: LeadWorker,
    conversation_id: ConversationId,
    reference: Annotated[str, Form(max_length=300)],
) -> Response:
    """Link a conversation with the lead of the same person."""
    lead = last_part(reference).upper()
    try:
        desk.lead_work.links.link(lead, conversation_id, by=acting(who.member))
    except LeadProblem as problem:
        told = desk_text(reader_language(request), _not_linked(problem))
        shown = shown_again(desk, who, conversation_id)
        context = controls_of(desk, who, shown, Refused(told, reference, "lead"))
        return page(request, "live/conversation.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, **context)
    return redirect(f"/desk/leads/{lead}", said="lead.said.linked")


def _not_linked(problem: LeadProblem) -> str:
    match problem:
        case ConversationUnknown():
            return "lead.error.no_conversation"
        case AlreadyTogether():
            return "lead.error.together"
        case MergedAway():
            return "lead.error.merged"
        case _:
            return "lead.error.unknown"


@router.post("/live/{conversation_id}/typing")
async def tell_of_typing(desk: AtTheDesk, who: Colleague, conversation_id: ConversationId) -> Response:
    """Show the visitor that a person is writing; only whoever holds the conversation is shown."""
    shown = await shown_now(desk, who, conversation_id)
    if shown.state == "mine":
        desk.live.live.conversing.audience.typing(conversation_id, active=True, author=Author.STAFF)
    return Response(status_code=_DONE)


async def _done[T](desk: Desk, doing: Awaitable[T]) -> T:
    """Wait for a change; tell who was faster where somebody was."""
    try:
        return await doing
    except ConversationNotFound:
        raise not_found() from None
    except NotHeld:
        raise conflict("not_held") from None
    except HeldByAnother as problem:
        holder = await to_thread(desk.stores.staff.get, problem.staff_id)
        raise conflict("held", person=holder.name if holder else "?") from None


def _page_of(conversation_id: str) -> str:
    return f"/desk/live/{conversation_id}"
