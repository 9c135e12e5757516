"""A visitor asks for a person: one is promised where somebody is at the desk, else the visitor is told when there will be."""

from asyncio import to_thread
from dataclasses import dataclass
from datetime import datetime

from frontdesk.services.conversing import Conversing, Reply
from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.note_review import understanding_in
from frontdesk.services.reply import notice
from frontdesk.services.transcript import Conversation, Message, NewMessage, Wanted

_ASKS_FOR_PERSON = frozenset({"request_human", "leave_enquiry"})


@dataclass(frozen=True, slots=True)
class Call:
    """What an answer adds where the visitor asks for a person: the note for staff and what the visitor is told."""

    wanted: Wanted
    told: tuple[NewMessage, ...]


async def call_for_person(
    conversing: Conversing, conversation: Conversation, message: Message, reply: Reply
) -> Call | None:
    """Return what to add to the answer to a message; none where no person is asked for, or one is on the way. Raises StoreUnavailable."""
    if not _asks_for_person(reply):
        return None
    current = await to_thread(conversing.store.get, conversation.id)
    now = conversing.clock.now()
    if current is None or current.handled_by is not None or (current.promised_until or now) > now:
        return None
    return await to_thread(_call, conversing, current, reply, message.id)


def _asks_for_person(reply: Reply) -> bool:
    understood = understanding_in(reply.messages)
    return understood is not None and not understood.rejected and understood.intent in _ASKS_FOR_PERSON


def _call(conversing: Conversing, conversation: Conversation, reply: Reply, in_reply_to: int) -> Call:
    attendance, now = conversing.attendance, conversing.clock.now()
    if attendance.is_somebody_there(now):
        values = {"minutes": str(attendance.minutes)}
        promised = notice(conversing, NoticeKind.PERSON_PROMISED, reply.language, in_reply_to, values=values)
        return Call(Wanted(now, attendance.answer_by(now)), (promised,))
    if conversation.person_wanted_at is not None:
        return Call(Wanted(now, None), ())  # told before
    return Call(Wanted(now, None), (_told_later(conversing, reply, in_reply_to, now),))


def _told_later(conversing: Conversing, reply: Reply, in_reply_to: int, now: datetime) -> NewMessage:
    hours = conversing.attendance.hours
    if hours.is_open(now):
        return notice(conversing, NoticeKind.PERSON_BUSY, reply.language, in_reply_to)
    values = {"opens": conversing.notices.moment(hours.next_opening(now), reply.language)}
    return notice(conversing, NoticeKind.PERSON_LATER, reply.language, in_reply_to, values=values)
