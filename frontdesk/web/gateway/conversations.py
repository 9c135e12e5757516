"""The routes of a conversation: open it, say something, read it, rate an answer, erase it."""

from asyncio import to_thread
from typing import Annotated, Any
from urllib.parse import urljoin

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from frontdesk.services.converse import VisitorMessage, converse
from frontdesk.services.erase_conversation import erase_conversation
from frontdesk.services.open_conversation import open_conversation
from frontdesk.services.rate_message import rate_message
from frontdesk.services.transcript import Author, Rating
from frontdesk.web.gateway.access import authorised
from frontdesk.web.gateway.bodies import read_body
from frontdesk.web.gateway.problems import documented
from frontdesk.web.gateway.services import Limited, spend_conversation
from frontdesk.web.gateway.shown import shown
from frontdesk.web.schemas import (
    Messages,
    OpenConversation,
    OpenedConversation,
    RateMessage,
    SendMessage,
    chosen_language,
    message_of,
)

CHANNEL = "website"
MAX_MESSAGE_ID = 2**63 - 1
router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


def _body(model: type[BaseModel], *, required: bool) -> dict[str, Any]:
    """Describe a body that is read by hand, because it is bounded while it arrives."""
    return {
        "requestBody": {"required": required, "content": {"application/json": {"schema": model.model_json_schema()}}}
    }


@router.post(
    "",
    status_code=201,
    responses=documented(413, 415, 422, 429, 503),
    openapi_extra=_body(OpenConversation, required=False),
)
async def open_a_conversation(request: Request, services: Limited) -> OpenedConversation:
    """Open a conversation. The answer holds its id, its token (told only here) and the assistant's greeting."""
    spend_conversation(request, services)
    body = await read_body(request, OpenConversation)
    language = chosen_language(body.language, request.headers.get("accept-language"))
    privacy_url = urljoin(str(request.base_url), services.settings.privacy_url)
    opened = await open_conversation(services.conversing, language, CHANNEL, privacy_url=privacy_url)
    return OpenedConversation(
        id=opened.conversation.id,
        token=opened.token,
        language=language.value,
        messages=[message_of(message) for message in opened.messages],
    )


@router.post(
    "/{conversation_id}/messages",
    responses=documented(400, 401, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=_body(SendMessage, required=True),
)
async def send_a_message(conversation_id: str, request: Request, services: Limited) -> Messages:
    """Send what the visitor typed or pressed; the answer holds the replies, without the visitor's own message.

    Where a person has taken the conversation over there are no replies yet: they come as events.
    """
    conversation = await authorised(request, services.conversing.store, conversation_id)
    services.limits.messages.spend(conversation.id)
    body = await read_body(request, SendMessage)
    replies = await converse(
        services.conversing,
        conversation,
        VisitorMessage(text=body.text, quick_reply=body.quick_reply, client_message_id=body.client_message_id),
    )
    by = replies[-1].content.author if replies else Author.STAFF
    services.metrics.turns.labels(by.value).inc()
    return await shown(services, replies)


@router.post("/{conversation_id}/typing", status_code=204, responses=documented(401, 404, 429, 503))
async def tell_of_typing(conversation_id: str, request: Request, services: Limited) -> Response:
    """Say that the visitor is writing; only a person who has taken the conversation over sees it. Nothing is kept."""
    conversation = await authorised(request, services.conversing.store, conversation_id)
    services.conversing.audience.typing(conversation.id, active=True, author=Author.VISITOR)
    return Response(status_code=204)


@router.get("/{conversation_id}/messages", responses=documented(401, 404, 422, 429, 503))
async def read_messages(
    conversation_id: str,
    request: Request,
    services: Limited,
    after: Annotated[int, Query(ge=0, le=MAX_MESSAGE_ID, description="The id of the last message you have.")] = 0,
) -> Messages:
    """Return the messages after one, oldest first, at most 200; ask again with the last id for more."""
    conversation = await authorised(request, services.conversing.store, conversation_id)
    return await shown(services, await to_thread(services.conversing.store.messages_after, conversation.id, after))


@router.put(
    "/{conversation_id}/messages/{message_id}/rating",
    status_code=204,
    responses=documented(400, 401, 404, 413, 415, 422, 429, 503),
    openapi_extra=_body(RateMessage, required=True),
)
async def rate_an_answer(
    conversation_id: str,
    message_id: Annotated[int, Path(ge=1, le=MAX_MESSAGE_ID)],
    request: Request,
    services: Limited,
) -> Response:
    """Say whether an answer of the assistant helped; the last rating counts. Staff look at what did not help."""
    conversation = await authorised(request, services.conversing.store, conversation_id)
    services.limits.ratings.spend(conversation.id)
    body = await read_body(request, RateMessage)
    await rate_message(services.conversing, conversation.id, message_id, Rating(body.rating))
    return Response(status_code=204)


@router.delete("/{conversation_id}", status_code=204, responses=documented(401, 404, 429, 503))
async def erase_a_conversation(conversation_id: str, request: Request, services: Limited) -> Response:
    """Erase the conversation at the visitor's wish: its messages here and what the dialogue engine remembers."""
    conversation = await authorised(request, services.conversing.store, conversation_id)
    await erase_conversation(services.conversing, conversation.id)
    return Response(status_code=204)
