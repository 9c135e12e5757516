"""The route that gives a conversation as a document to keep."""

from asyncio import to_thread

from fastapi import APIRouter, Request, Response

from frontdesk.web.gateway.access import authorised
from frontdesk.web.gateway.problems import documented
from frontdesk.web.gateway.services import Limited
from frontdesk.wiring.transcripts import conversation_pdf

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


@router.get(
    "/{conversation_id}/transcript.pdf",
    response_class=Response,
    responses=documented(401, 404, 429, 503) | {200: {"content": {"application/pdf": {}}}},
)
async def give_transcript(conversation_id: str, request: Request, services: Limited) -> Response:
    """Return the whole conversation as PDF, with sources, times and the notice that the assistant is automated."""
    conversing = services.conversing
    conversation = await authorised(request, conversing.store, conversation_id)
    services.limits.transcripts.spend(conversation.id)
    pdf = await to_thread(conversation_pdf, conversing.store, conversing.clock, conversation)
    headers = {"content-disposition": 'attachment; filename="conversation.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
