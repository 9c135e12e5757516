"""A visitor opens the chat: an id and a token are issued, and the assistant says what it is before anything is asked."""

import hashlib
import logging
import secrets
from asyncio import to_thread
from dataclasses import dataclass, replace

from frontdesk.services.conversing import Conversing, Reply
from frontdesk.services.dialogue import NoticeKind, RasaUnavailable, Saying
from frontdesk.services.reply import notice, reply_of_turn
from frontdesk.services.transcript import Conversation, Message
from frontdesk.values import Language

_LOG = logging.getLogger(__name__)
_RANDOM_BYTES = 24  # 192 bits: neither ids nor tokens can be guessed
_GREETING = "/greet"


@dataclass(frozen=True, slots=True)
class Opened:
    """A new conversation. The token is told once, here, and only its hash is kept."""

    conversation: Conversation
    token: str
    messages: tuple[Message, ...]


def token_hash(token: str) -> str:
    """Return what is kept of a token; a random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


async def open_conversation(
    conversing: Conversing, language: Language, channel: str, *, privacy_url: str, also: NoticeKind | None = None
) -> Opened:
    """Keep a new conversation and greet, with the address of the privacy notice. Raises StoreUnavailable.

    ``also`` is what else must be said where the channel shows it in no other way.
    """
    token, now = secrets.token_urlsafe(_RANDOM_BYTES), conversing.clock.now()
    conversation = Conversation(
        id=secrets.token_urlsafe(_RANDOM_BYTES),
        token_hash=token_hash(token),
        language=language,
        channel=channel,
        created_at=now,
        last_seen=now,
    )
    await to_thread(conversing.store.create, conversation)
    greeting = await _greet(conversing, conversation)
    privacy = conversing.notices.text(NoticeKind.PRIVACY, language, privacy_url=privacy_url)
    more = conversing.notices.text(also, language) if also else ""
    *before, last = greeting.messages
    told = (*before, replace(last, text="\n\n".join(part for part in (last.text, privacy, more) if part)))
    messages = await to_thread(conversing.store.append_all, conversation.id, told)
    return Opened(conversation, token, messages)


async def _greet(conversing: Conversing, conversation: Conversation) -> Reply:
    """Let the assistant introduce itself; where it cannot, the notice says what it is and that it is away."""
    saying = Saying(conversation.id, "greeting", conversation.language, payload=_GREETING)
    try:
        return reply_of_turn(conversing, await conversing.dialogue.say(saying), None)
    except RasaUnavailable as problem:
        _LOG.warning("greeting_failed", extra={"conversation": conversation.id, "trouble": problem.trouble.value})
        message = notice(conversing, NoticeKind.GREETING_WITHOUT_ASSISTANT, conversation.language)
        return Reply((message,), conversation.language)
