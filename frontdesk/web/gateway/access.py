"""Who may touch a conversation: whoever holds its token. Every other id and token looks the same from outside."""

import hmac
import re
from asyncio import to_thread

from starlette.requests import Request

from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.open_conversation import token_hash
from frontdesk.services.ports import ConversationStore
from frontdesk.services.transcript import Conversation
from frontdesk.web.errors import token_missing

_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_BEARER = re.compile(r"Bearer +([A-Za-z0-9_-]{16,128})", re.IGNORECASE)
_NOBODY = token_hash("")


async def authorised(request: Request, store: ConversationStore, conversation_id: str) -> Conversation:
    """Return the conversation of an id and its token. Raises Problem 401 without a token, else ConversationNotFound."""
    header = request.headers.get("authorization")
    if not header:
        raise token_missing()
    bearer = _BEARER.fullmatch(header.strip())
    conversation = await to_thread(store.get, conversation_id) if bearer and _ID.fullmatch(conversation_id) else None
    shown = token_hash(bearer[1] if bearer else "-")
    if not hmac.compare_digest(shown, conversation.token_hash if conversation else _NOBODY) or conversation is None:
        raise ConversationNotFound(conversation_id)
    return conversation
