"""Joins a conversation with what writes it as a document."""

from frontdesk.rendering.transcript_pdf import transcript_pdf
from frontdesk.services.ports import Clock, ConversationStore
from frontdesk.services.transcript import Conversation, Message


def conversation_pdf(store: ConversationStore, clock: Clock, conversation: Conversation) -> bytes:
    """Return a conversation as PDF, in the language it was last held in. Raises StoreUnavailable."""
    messages = _all(store, conversation.id)
    language = messages[-1].content.language if messages else conversation.language
    return transcript_pdf(messages, language, clock.now())


def _all(store: ConversationStore, conversation_id: str) -> list[Message]:
    """Read to the end: the store gives a bounded number at a time."""
    found: list[Message] = []
    while page := store.messages_after(conversation_id, found[-1].id if found else 0):
        found += page
    return found
