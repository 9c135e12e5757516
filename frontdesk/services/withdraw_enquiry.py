"""Consent was refused: what the visitor wrote while the enquiry was open is removed, from the transcript and from Rasa."""

from asyncio import to_thread

from frontdesk.services.conversing import Conversing
from frontdesk.services.dialogue import NoticeKind
from frontdesk.services.erase_conversation import forget
from frontdesk.services.transcript import Author, Conversation, Message

_PAGE = 200


async def withdraw_enquiry(conversing: Conversing, conversation: Conversation, refusal: int) -> None:
    """Mask the visitor's words from the message that opened the enquiry to message ``refusal``. Raises StoreUnavailable."""
    messages = await to_thread(_all_messages, conversing, conversation.id)
    since = opening_of_enquiry(messages, refusal)
    text = conversing.notices.text(NoticeKind.REMOVED, conversation.language)
    await to_thread(conversing.store.mask_visitor_messages, conversation.id, since, text=text)
    await forget(conversing, conversation.id)


def opening_of_enquiry(messages: tuple[Message, ...], refusal: int) -> int:
    """Return the id of the visitor's message that was first answered with a question of the form that ``refusal`` answers.

    Messages that only a notice answered, or nothing, do not end the search: they may be the enquiry's first words, said again later.
    """
    said = [message for message in messages if message.content.author is Author.ASSISTANT]
    asked = {message.content.in_reply_to for message in said if message.content.asks is not None}
    answered = {message.content.in_reply_to for message in said}
    since = refusal
    for message in reversed(messages):
        if message.content.author is not Author.VISITOR or message.id >= refusal:
            continue
        if message.id in answered - asked:
            break
        since = message.id
    return since


def _all_messages(conversing: Conversing, conversation_id: str) -> tuple[Message, ...]:
    messages: list[Message] = []
    while page := conversing.store.messages_after(conversation_id, messages[-1].id if messages else 0, limit=_PAGE):
        messages.extend(page)
    return tuple(messages)
