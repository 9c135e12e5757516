"""Brings what messengers delivered into conversations: in the order of each person, once, whatever fails in between."""

import asyncio
import logging
from asyncio import to_thread
from dataclasses import replace

from frontdesk.services.channel import MOST_CHARACTERS, Channel, ChannelEvent, Happening, NotSent, ReceivedEvent, Thread
from frontdesk.services.channel_desk import AT_ONCE, LEASE, ChannelDesk, wait_after
from frontdesk.services.converse import VisitorMessage, converse
from frontdesk.services.conversing import MessageIdReused, QuickReplyNotIssued, QuickReplyStale
from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.erase_conversation import erase_conversation
from frontdesk.services.errors import ConversationNotFound, StoreUnavailable
from frontdesk.services.open_conversation import open_conversation
from frontdesk.services.reply import notice
from frontdesk.services.transcript import Conversation, Message
from frontdesk.values import Language

_LOG = logging.getLogger(__name__)
_MOST_ATTEMPTS = 8  # at what nobody foresaw: within ten minutes; the person's later messages wait for it
_LAST = 2**63 - 1  # before any message that is still to come


async def answer_channel_events(desk: ChannelDesk) -> int:
    """Handle everything that is due, several persons side by side; return how many events. Raises StoreUnavailable."""
    return sum(await asyncio.gather(*(_work(desk) for _ in range(AT_ONCE))))


async def _work(desk: ChannelDesk) -> int:
    done = 0
    while (
        received := await to_thread(desk.store.claim_event, at=desk.conversing.clock.now(), lease=LEASE)
    ) is not None:
        await _answer(desk, received)
        done += 1
    return done


async def _answer(desk: ChannelDesk, received: ReceivedEvent) -> None:
    """Handle one event; sent again after a crash in between, it changes nothing, because its id is the message's."""
    now = desk.conversing.clock.now()
    try:
        await _take_in(desk, received.event)
        desk.answers.ring()
        await to_thread(desk.store.event_handled, received.id, at=now)
    except (StoreUnavailable, ConversationNotFound) as problem:
        await _later(desk, received, problem)
    except Exception as problem:  # noqa: BLE001  # the marked edge: one event that nobody foresaw must not hold up its person for ever
        if received.attempts + 1 < _MOST_ATTEMPTS:
            await _later(desk, received, problem)
            return
        ids = {"channel": received.event.channel.value, "kind": type(problem).__name__}
        _LOG.error("channel_event_left_out", extra=ids)  # a traceback could hold what was said
        await to_thread(desk.store.event_handled, received.id, at=now)


async def _later(desk: ChannelDesk, received: ReceivedEvent, problem: Exception) -> None:
    ids = {"channel": received.event.channel.value, "kind": type(problem).__name__}
    _LOG.warning("channel_event_later", extra=ids)
    again = desk.conversing.clock.now() + wait_after(received.attempts)
    await to_thread(desk.store.event_failed, received.id, next_attempt_at=again)


async def _take_in(desk: ChannelDesk, event: ChannelEvent) -> None:
    if event.happening is Happening.ERASURE_WANTED:
        await _erase(desk, event)
        return
    conversation = await _conversation(desk, event)
    match event.happening:
        case Happening.SAID if len(event.text) > MOST_CHARACTERS:
            await _say(desk, conversation, event, NoticeKind.TOO_LONG)
        case Happening.SAID | Happening.PRESSED:
            await _hear(desk, conversation, event)
        case Happening.SENT_SOMETHING_ELSE:
            await _say(desk, conversation, event, NoticeKind.WORDS_ONLY)
        case Happening.TOO_MANY:
            await _say(desk, conversation, event, NoticeKind.TOO_MANY)
        case Happening.EDITED:
            await _say(desk, conversation, event, NoticeKind.EDIT_NOT_SEEN)
        case _:
            pass  # whoever begins has been greeted


async def _hear(desk: ChannelDesk, conversation: Conversation, event: ChannelEvent) -> None:
    button = (
        event.quick_reply if event.happening is Happening.PRESSED else await _typed_choice(desk, conversation, event)
    )
    message = VisitorMessage(
        text=event.text if button is None else None,
        quick_reply=button,
        client_message_id=_id_of(event),
    )
    try:
        await converse(desk.conversing, conversation, message)
    except (QuickReplyNotIssued, QuickReplyStale):
        await _say(desk, conversation, event, NoticeKind.BUTTON_CLOSED)
    except MessageIdReused:
        _LOG.info("channel_event_reused", extra={"channel": event.channel.value})


async def _typed_choice(desk: ChannelDesk, conversation: Conversation, event: ChannelEvent) -> str | None:
    """Return the button whose very words somebody typed, as they do where a messenger shows no buttons."""
    last = await to_thread(desk.conversing.store.said_before, conversation.id, _LAST)
    offered = last.content.quick_replies if last else ()
    typed = event.text.strip(" .!–-").casefold()
    return next((reply.id for reply in offered if reply.title.casefold() == typed), None)


async def _say(desk: ChannelDesk, conversation: Conversation, event: ChannelEvent, kind: NoticeKind) -> None:
    """Say something of our own, once for each event."""
    told = replace(notice(desk.conversing, kind, conversation.language), client_message_id=f"re:{_id_of(event)}")
    message, new = await to_thread(desk.conversing.store.append, conversation.id, told)
    if new:
        desk.conversing.audience.message(conversation.id, message)  # staff may be looking


def _id_of(event: ChannelEvent) -> str:
    return f"{event.channel.value}:{event.event_id}"


async def _conversation(desk: ChannelDesk, event: ChannelEvent) -> Conversation:
    """Return the peer's conversation; the first time one is opened, with the greeting that says what the assistant is."""
    thread = await to_thread(desk.store.thread_of, event.channel, event.peer)
    if thread is None:
        return await _open(desk, event)
    if event.address and dict(event.address) != dict(thread.address):
        await to_thread(desk.store.bind, event, thread.conversation_id, at=desk.conversing.clock.now())
    found = await to_thread(desk.conversing.store.get, thread.conversation_id)
    if found is None:
        raise ConversationNotFound(thread.conversation_id)
    return found


async def _open(desk: ChannelDesk, event: ChannelEvent) -> Conversation:
    language = event.language or Language.EN
    opened = await open_conversation(
        desk.conversing,
        language,
        event.channel.value,
        privacy_url=desk.privacy_url,
        also=NoticeKind.HOW_TO_ERASE,
    )
    thread = await to_thread(desk.store.bind, event, opened.conversation.id, at=desk.conversing.clock.now())
    if thread.conversation_id == opened.conversation.id:
        return opened.conversation
    await erase_conversation(desk.conversing, opened.conversation.id)  # somebody else was faster
    found = await to_thread(desk.conversing.store.get, thread.conversation_id)
    if found is None:
        raise ConversationNotFound(thread.conversation_id)
    return found


async def _erase(desk: ChannelDesk, event: ChannelEvent) -> None:
    """Erase at the person's wish and say so, which is the one thing that is not in any transcript."""
    thread = await to_thread(desk.store.thread_of, event.channel, event.peer)
    language = event.language or Language.EN
    if thread is not None:
        conversation = await to_thread(desk.conversing.store.get, thread.conversation_id)
        language = conversation.language if conversation else language
        await erase_conversation(desk.conversing, thread.conversation_id)
    place = thread or Thread(0, event.channel, event.peer, "", event.address, 0)
    await _confirm_erasure(desk, place, language)


async def _confirm_erasure(desk: ChannelDesk, place: Thread, language: Language) -> None:
    told = Message(0, place.conversation_id, notice(desk.conversing, NoticeKind.ERASED, language))
    sender = desk.senders.get(Channel(place.channel))
    try:
        if sender is not None:
            await sender.send(place, told)
    except NotSent as problem:
        _LOG.warning("erasure_not_confirmed", extra={"channel": place.channel.value, "reason": str(problem)})
