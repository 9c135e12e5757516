"""Takes the words out of conversations: what is left of them tells nothing of anybody, and goes on being counted."""

from collections.abc import Sequence

from sqlalchemy import case, delete, func, update
from sqlalchemy.orm import Session

from frontdesk.store.channel_tables import ChannelEventRow, ChannelThreadRow
from frontdesk.store.conversation_tables import ConversationRow, MessageRow, QuickReplyRow
from frontdesk.store.erasure_queries import events_of_threads
from frontdesk.store.insight_queries import intent_of
from frontdesk.store.review_store import drop_unsaid
from frontdesk.store.review_tables import ReviewOccasionRow

NOBODY = ""  # the token of a conversation that was emptied: no visitor's is hashed to it


def empty(session: Session, conversations: Sequence[str]) -> None:
    """Leave of conversations when they were, their language, channel and kinds of answers, the facts cited and the intents."""
    dialect = session.connection().dialect.name
    build = func.json_object if dialect == "sqlite" else func.json_build_object
    intent = case((MessageRow.understood.is_not(None), build("intent", intent_of(dialect))))
    emptied = {"text": "", "client_message_id": None, "understood": intent}
    session.execute(delete(ChannelEventRow).where(events_of_threads(conversations)))
    for table in (ChannelThreadRow, QuickReplyRow, ReviewOccasionRow):
        session.execute(delete(table).where(table.conversation_id.in_(conversations)))
    session.execute(update(MessageRow).where(MessageRow.conversation_id.in_(conversations)).values(emptied))
    session.execute(update(ConversationRow).where(ConversationRow.id.in_(conversations)).values(token_hash=NOBODY))
    drop_unsaid(session)
