"""Staff step into a conversation: they take it over, write in the visitor's window, and hand it back to the assistant."""

import logging
from asyncio import to_thread
from dataclasses import dataclass, field, replace

from frontdesk.leads.clock import ResponseClock
from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import NoticeKind, RasaUnavailable, Saying
from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.reply import notice, reply_of_turn
from frontdesk.services.takeover import Change, Takeovers
from frontdesk.services.transcript import Author, Conversation, Message, NewMessage
from frontdesk.staff.member import Member, acting

_LOG = logging.getLogger(__name__)
_ASK_AGAIN = "/repeat"


@dataclass(frozen=True, slots=True)
class Live:
    """What taking over works with: the ports of the conversation services, who speaks, and when an answer is followed up."""

    conversing: Conversing
    takeovers: Takeovers
    promise: ResponseClock = field(default_factory=ResponseClock)


async def take_over(
    live: Live, conversation_id: str, member: Member, *, from_whom: int | None = None
) -> Message | None:
    """Let a member of staff answer instead of the assistant; return the notice, none where they hold the conversation already.

    An answer of the assistant that is still on its way is dropped. Raises HeldByAnother, ConversationNotFound and StoreUnavailable.
    """
    conversation = await _found(live, conversation_id)
    now = live.conversing.clock.now()
    joined = notice(live.conversing, NoticeKind.PERSON_JOINED, conversation.language, values={"name": member.name})
    change = Change(acting(member), joined, live.conversing.attendance.answer_by(now))
    told = await to_thread(live.takeovers.take_over, conversation_id, change, from_whom=from_whom)
    if told is not None:
        live.conversing.audience.message(conversation_id, told)
    return told


async def hand_back(live: Live, conversation_id: str, member: Member) -> Message:
    """Let the assistant answer again; return the notice. Raises NotHeld, HeldByAnother, ConversationNotFound and StoreUnavailable."""
    conversation = await _found(live, conversation_id)
    left = notice(live.conversing, NoticeKind.PERSON_LEFT, conversation.language, values={"name": member.name})
    told = await to_thread(live.takeovers.hand_back, conversation_id, Change(acting(member), left))
    live.conversing.audience.typing(conversation_id, active=False, author=Author.STAFF)
    live.conversing.audience.message(conversation_id, told)
    return told


async def say_as_staff(live: Live, conversation_id: str, member: Member, text: str, client_message_id: str) -> Message:
    """Write to the visitor; the same ``client_message_id`` is said once. Raises as hand_back does."""
    conversation = await _found(live, conversation_id)
    message = NewMessage(
        author=Author.STAFF,
        text=text,
        language=conversation.language,
        sent_at=live.conversing.clock.now(),
        client_message_id=f"staff {member.id} {client_message_id}",  # with a space, which no visitor's id has
        staff_id=member.id,
        staff_name=member.name,
    )
    follow_up_at = live.promise.follow_up_at(message.sent_at)
    said, new = await to_thread(live.takeovers.say, conversation_id, message, acting(member), follow_up_at=follow_up_at)
    if new:
        live.conversing.audience.typing(conversation_id, active=False, author=Author.STAFF)
        live.conversing.audience.message(conversation_id, said)
    return said


async def resume(live: Live, handed_back: Message) -> tuple[Message, ...]:
    """Once a conversation was handed back: where an enquiry is open, let the assistant ask again what it waits for.

    Minutes may have passed since the question, and the dialogue engine heard nothing of what was said to the person. What it asks is
    its own state, so that an answer of its that came too late is made good as well. Raises ConversationNotFound and StoreUnavailable.
    """
    conversing, conversation_id = live.conversing, handed_back.conversation_id
    async with conversing.turns.of(conversation_id):
        later = await to_thread(conversing.store.messages_after, conversation_id, handed_back.id)
        if any(message.content.author is not Author.NOTICE for message in later):
            return ()  # the conversation has gone on without
        conversation = await _found(live, conversation_id)
        asked = await _ask_again(live, conversation, handed_back.id)
        said = await to_thread(conversing.store.append_all, conversation_id, asked)
    for message in said:
        conversing.audience.message(conversation_id, message)
    return said


async def _ask_again(live: Live, conversation: Conversation, after: int) -> tuple[NewMessage, ...]:
    saying = Saying(conversation.id, f"resume-{after}", conversation.language, payload=_ASK_AGAIN)
    try:
        turn = await live.conversing.dialogue.say(saying)
    except RasaUnavailable as problem:
        _LOG.warning("not_resumed", extra={"conversation": conversation.id, "trouble": problem.trouble.value})
        return ()
    if turn.asks is None:
        return ()  # no enquiry is open
    # Buttons belong to the notice, so that they are open until the visitor says something; nothing is answered with it.
    return tuple(replace(message, in_reply_to=None) for message in reply_of_turn(live.conversing, turn, after).messages)


async def _found(live: Live, conversation_id: str) -> Conversation:
    conversation = await to_thread(live.conversing.store.get, conversation_id)
    if conversation is None:
        raise ConversationNotFound(conversation_id)
    return conversation
