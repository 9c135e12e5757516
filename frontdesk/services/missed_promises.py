"""A chore: visitors who were promised a person, or an answer of theirs, are told when nobody came in time."""

from asyncio import to_thread

from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.errors import ConversationNotFound
from frontdesk.services.reply import notice
from frontdesk.services.take_over import Live, resume
from frontdesk.services.takeover import Change
from frontdesk.services.transcript import Conversation, Message
from frontdesk.staff.member import SYSTEM


async def tell_of_missed_promises(live: Live) -> int:
    """Tell every visitor who waits too long, once, also with several processes; return how many. Raises StoreUnavailable.

    Where whoever took the conversation over has left the desk, the assistant answers again.
    """
    overdue = await to_thread(live.takeovers.overdue, live.conversing.clock.now())
    told = [await _tell(live, conversation) for conversation in overdue]
    return len([message for message in told if message is not None])


async def _tell(live: Live, conversation: Conversation) -> Message | None:
    left = await _holder_left(live, conversation)
    kind = NoticeKind.ASSISTANT_RETURNS if left else NoticeKind.PROMISE_MISSED
    change = Change(SYSTEM, notice(live.conversing, kind, conversation.language))
    try:
        told = await to_thread(live.takeovers.miss_promise, conversation.id, change, hand_back=left)
        if told is None:
            return None
        live.conversing.audience.message(conversation.id, told)
        if left:
            await resume(live, told)
    except ConversationNotFound:
        return None  # erased meanwhile
    return told


async def _holder_left(live: Live, conversation: Conversation) -> bool:
    holder, now = conversation.handled_by, live.conversing.clock.now()
    return holder is not None and not await to_thread(live.conversing.attendance.is_there, holder, now)
