"""What happens with one visitor message: kept first, answered once, recorded, and never met with silence."""

import logging
from asyncio import to_thread
from dataclasses import dataclass

from frontdesk.services.conversing import Conversing, MessageIdReused, QuickReplyNotIssued, QuickReplyStale, Reply
from frontdesk.services.dialogue import NoticeKind, RasaUnavailable, Saying
from frontdesk.services.errors import ConversationNotFound, StoreUnavailable
from frontdesk.services.note_review import note_choice, note_message
from frontdesk.services.reply import (
    RETRY,
    is_bound_to_its_question,
    offered_in_reply_to,
    reply_of_trouble,
    reply_of_turn,
)
from frontdesk.services.transcript import TO_PERSON, Author, Conversation, Message, NewMessage, QuickReply
from frontdesk.services.wanted_person import call_for_person
from frontdesk.services.withdraw_enquiry import withdraw_enquiry
from frontdesk.values import Language

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VisitorMessage:
    """What a visitor sent: ``text`` typed or the id of a ``quick_reply``; ``client_message_id`` is the visitor's own id of it."""

    text: str | None = None
    quick_reply: str | None = None
    client_message_id: str | None = None


async def converse(conversing: Conversing, conversation: Conversation, sent: VisitorMessage) -> tuple[Message, ...]:
    """Return the answer to one visitor message, the very same one to a message sent again; nothing where a person is to answer.

    Raises StoreUnavailable (nothing was answered; sending the same again completes it), ConversationNotFound, QuickReplyNotIssued,
    QuickReplyStale and MessageIdReused.
    """
    lock = conversing.turns.of(conversation.id)
    waits = lock.locked()
    async with lock:
        if waits:  # the message before may have changed its language, or erased it
            conversation = await _current(conversing, conversation.id)
        button = await _pressed(conversing, conversation.id, sent)
        message, new = await _keep(conversing, conversation, sent, button)
        if message.content.kind == TO_PERSON:
            return ()  # a person answers; the dialogue engine is not even asked
        earlier = () if new else await to_thread(conversing.store.replies_to, conversation.id, message.id)
        return earlier or await _answer(conversing, conversation, message, button)


async def _current(conversing: Conversing, conversation_id: str) -> Conversation:
    conversation = await to_thread(conversing.store.get, conversation_id)
    if conversation is None:
        raise ConversationNotFound(conversation_id)
    return conversation


async def _pressed(conversing: Conversing, conversation_id: str, sent: VisitorMessage) -> QuickReply | None:
    """Return the button that was pressed, if one was."""
    if sent.quick_reply is None:
        return None
    now = conversing.clock.now()
    button = await to_thread(conversing.store.use_quick_reply, conversation_id, sent.quick_reply, at=now)
    if button is None:
        raise QuickReplyNotIssued
    if is_bound_to_its_question(button.payload):
        await _refuse_stale(conversing, conversation_id, button, sent.client_message_id)
    return button


async def _refuse_stale(
    conversing: Conversing, conversation_id: str, button: QuickReply, client_message_id: str | None
) -> None:
    """A yes belongs to its question: once the visitor has said something else, it is no yes to the next one."""
    later = await to_thread(conversing.store.messages_after, conversation_id, offered_in_reply_to(button.id))
    if any(
        message.content.author is Author.VISITOR
        and (client_message_id is None or message.content.client_message_id != client_message_id)
        for message in later
    ):
        raise QuickReplyStale


async def _keep(
    conversing: Conversing, conversation: Conversation, sent: VisitorMessage, button: QuickReply | None
) -> tuple[Message, bool]:
    """Keep the visitor's words before anything else can fail; tell whether they are new."""
    text = button.title if button else sent.text or ""
    message, new = await to_thread(
        conversing.store.append,
        conversation.id,
        NewMessage(
            author=Author.VISITOR,
            text=text,
            language=conversation.language,
            sent_at=conversing.clock.now(),
            client_message_id=sent.client_message_id,
        ),
        answer_by=conversing.attendance.answer_by(conversing.clock.now()),
    )
    if new:
        conversing.audience.message(conversation.id, message)
    elif message.content.text != text and not _is_removed(conversing, message):
        raise MessageIdReused
    return message, new


def _is_removed(conversing: Conversing, message: Message) -> bool:
    removed = {conversing.notices.text(NoticeKind.REMOVED, language) for language in Language}
    return message.content.text in removed


async def _answer(
    conversing: Conversing, conversation: Conversation, message: Message, button: QuickReply | None
) -> tuple[Message, ...]:
    """Ask the dialogue engine, unless it has answered already and only the recording failed."""
    reply = conversing.turns.kept(conversation.id, message.id)
    if reply is None:
        conversing.audience.typing(conversation.id, active=True)
        try:
            reply = await _ask(conversing, conversation, message, button)
        finally:
            conversing.audience.typing(conversation.id, active=False)
    try:
        replies = await _record(conversing, conversation, message, reply)
    except StoreUnavailable:
        conversing.turns.keep(conversation.id, message.id, reply)
        raise
    if replies:  # else a person took over meanwhile, who sees for themselves
        await _review(conversing, message, button, reply)
    return replies


async def _review(conversing: Conversing, message: Message, button: QuickReply | None, reply: Reply) -> None:
    """Let staff see what was not understood; the visitor has the answer and is not failed for it."""
    try:
        if button is None:
            await note_message(conversing, message, reply)
        elif button.payload.startswith(RETRY):
            words = await _said_before(conversing, message.conversation_id, _original(message, button))
            await note_message(conversing, words, reply)
        else:
            await note_choice(conversing, message.conversation_id, offered_in_reply_to(button.id), button.payload)
    except Exception as problem:  # noqa: BLE001  # the marked edge: the answer stands whatever becomes of the review
        ids = {"conversation": message.conversation_id, "message_id": message.id}
        _LOG.warning("review_not_kept", extra={**ids, "kind": type(problem).__name__})


async def _ask(
    conversing: Conversing, conversation: Conversation, message: Message, button: QuickReply | None
) -> Reply:
    payload = button.payload if button else None
    text = message.content.text
    if payload is not None and payload.startswith(RETRY):
        words = await _said_before(conversing, conversation.id, _original(message, button))
        text, payload = words.content.text, None
    saying = Saying(
        conversation.id,
        str(message.id),
        conversation.language,
        text=None if payload else text,
        payload=payload,
    )
    try:
        return reply_of_turn(conversing, await conversing.dialogue.say(saying), message.id)
    except RasaUnavailable as problem:
        _LOG.warning(
            "no_answer",
            extra={
                "conversation": conversation.id,
                "message_id": message.id,
                "trouble": problem.trouble.value,
                "status": problem.status,
            },
        )
        return reply_of_trouble(
            conversing, problem, conversation.language, message.id, payload or f"{RETRY}{_original(message, button)}"
        )


def _original(message: Message, button: QuickReply | None) -> int:
    """Return the id of the message with the visitor's own words, however often they were tried again."""
    return int(button.payload.removeprefix(RETRY)) if button else message.id


async def _said_before(conversing: Conversing, conversation_id: str, message_id: int) -> Message:
    """Return the words a visitor wants to say again."""
    (message,) = await to_thread(conversing.store.messages_after, conversation_id, message_id - 1, limit=1)
    return message


async def _record(
    conversing: Conversing, conversation: Conversation, message: Message, reply: Reply
) -> tuple[Message, ...]:
    """Record the answer and show it, or nothing where a person took over meanwhile.

    What a refused consent takes back goes first, so that a failure in between is made good.
    """
    if reply.refused:
        await withdraw_enquiry(conversing, conversation, message.id)
    if reply.language is not conversation.language:
        await to_thread(conversing.store.set_language, conversation.id, reply.language)
    call = await call_for_person(conversing, conversation, message, reply)
    said, wanted = (reply.messages, None) if call is None else ((*call.told, *reply.messages), call.wanted)
    replies = await to_thread(conversing.store.append_all, conversation.id, said, wanted=wanted)
    for shown in replies:
        conversing.audience.message(conversation.id, shown)
    return replies
