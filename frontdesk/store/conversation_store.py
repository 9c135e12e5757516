"""Conversations as the gateway keeps them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select, update

from frontdesk.services.transcript import (
    TO_PERSON,
    Author,
    Conversation,
    Message,
    NewMessage,
    QuickReply,
    Rating,
    Wanted,
)
from frontdesk.store.conversation_messages import added, is_for_person, locked, messages_of, read, sent_before, whole
from frontdesk.store.conversation_rows import conversation_from, conversation_row, message_from, quick_reply_from
from frontdesk.store.conversation_tables import ConversationRow, MessageRow, QuickReplyRow
from frontdesk.store.review_store import drop_unsaid
from frontdesk.store.review_tables import ReviewOccasionRow
from frontdesk.store.session import Database
from frontdesk.values import Language


class SqlConversationStore:
    """Transcripts on SQLite or PostgreSQL. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        with self._database.writing() as session:
            session.add(conversation_row(conversation))

    def get(self, conversation_id: str) -> Conversation | None:
        """Return one conversation."""
        with self._database.reading() as session:
            row = session.get(ConversationRow, conversation_id)
            return None if row is None else conversation_from(row)

    def append(
        self, conversation_id: str, message: NewMessage, *, answer_by: datetime | None = None
    ) -> tuple[Message, bool]:
        """Add a visitor's message and return it with true; where its ``client_message_id`` is known, return the earlier one with false.

        Where a person holds the conversation it is theirs to answer, by ``answer_by``. Moves ``last_seen``. Raises ConversationNotFound.
        """
        with self._database.writing() as session:
            row = locked(session, conversation_id, message.sent_at)
            earlier = sent_before(session, conversation_id, message)
            if earlier is not None:
                return earlier, False
            if row.handled_by_id is not None:
                row.promised_until = row.promised_until or answer_by
                message = replace(message, kind=TO_PERSON)
            return added(session, conversation_id, [message])[0], True

    def append_all(
        self, conversation_id: str, messages: Sequence[NewMessage], *, wanted: Wanted | None = None
    ) -> tuple[Message, ...]:
        """Add what the assistant says, with its quick replies, in one transaction; note with it that the visitor wants a person.

        While a person holds the conversation, and where what it answers is theirs, nothing is added. Raises ConversationNotFound.
        """
        if not messages:
            return ()
        with self._database.writing() as session:
            row = locked(session, conversation_id, messages[-1].sent_at)
            if is_for_person(session, row, messages):
                return ()
            if wanted is not None:
                row.person_wanted_at = row.person_wanted_at or wanted.at
                row.promised_until = wanted.promised_until or row.promised_until
            return added(session, conversation_id, messages)

    def messages_after(self, conversation_id: str, after: int = 0, *, limit: int = 200) -> tuple[Message, ...]:
        """Return the messages with a larger id, oldest first."""
        with self._database.reading() as session:
            return read(session, messages_of(conversation_id).where(MessageRow.id > after).limit(limit))

    def newest_id(self) -> int:
        """Return the largest id of any message; 0 where there is none."""
        with self._database.reading() as session:
            return session.scalar(select(func.max(MessageRow.id))) or 0

    def said_after(self, after: int, *, limit: int = 1000) -> tuple[Message, ...]:
        """Return the messages of all conversations with a larger id, oldest first."""
        later = select(MessageRow).where(MessageRow.id > after).order_by(MessageRow.id).limit(limit)
        with self._database.reading() as session:
            return read(session, later.options(*whole()))

    def replies_to(self, conversation_id: str, message_id: int) -> tuple[Message, ...]:
        """Return what answered one of the visitor's messages, oldest first."""
        with self._database.reading() as session:
            return read(session, messages_of(conversation_id).where(MessageRow.in_reply_to == message_id))

    def said_before(self, conversation_id: str, message_id: int) -> Message | None:
        """Return the last thing the assistant said before a message."""
        earlier = messages_of(conversation_id).where(
            MessageRow.id < message_id, MessageRow.author == Author.ASSISTANT.value
        )
        with self._database.reading() as session:
            last = earlier.order_by(None).order_by(MessageRow.id.desc()).limit(1)
            return next(iter(read(session, last)), None)

    def rate(self, conversation_id: str, message_id: int, rating: Rating) -> Message | None:
        """Keep what the visitor thinks of a message of the assistant and return it; none where there is no such message."""
        with self._database.writing() as session:
            rated = messages_of(conversation_id).where(
                MessageRow.id == message_id, MessageRow.author == Author.ASSISTANT.value
            )
            row = session.scalars(rated).one_or_none()
            if row is None:
                return None
            row.rating = rating.value
            return message_from(row)

    def use_quick_reply(self, conversation_id: str, quick_reply_id: str, *, at: datetime) -> QuickReply | None:
        """Return a button issued to this conversation, as it was before this press; none where it was not issued to it."""
        with self._database.writing() as session:
            issued = select(QuickReplyRow).where(
                QuickReplyRow.id == quick_reply_id, QuickReplyRow.conversation_id == conversation_id
            )
            row = session.scalars(issued.with_for_update()).one_or_none()
            if row is None:
                return None
            before = quick_reply_from(row)
            row.used_at = row.used_at or at
            return before

    def set_language(self, conversation_id: str, language: Language) -> None:
        """Change the language the conversation is held in."""
        with self._database.writing() as session:
            chosen = update(ConversationRow).where(ConversationRow.id == conversation_id)
            session.execute(chosen.values(language=language.value))

    def mask_visitor_messages(self, conversation_id: str, since: int, *, text: str) -> int:
        """Replace what the visitor wrote from message ``since`` on, and forget what was understood of it; return how many messages."""
        later = (MessageRow.conversation_id == conversation_id, MessageRow.id >= since)
        written = update(MessageRow).where(*later, MessageRow.author == Author.VISITOR.value)
        queued = delete(ReviewOccasionRow).where(
            ReviewOccasionRow.conversation_id == conversation_id, ReviewOccasionRow.message_id >= since
        )
        with self._database.writing() as session:
            masked = len(session.scalars(written.values(text=text).returning(MessageRow.id)).all())
            session.execute(update(MessageRow).where(*later).values(understood=None))
            session.execute(queued)
            drop_unsaid(session)
        self._database.clear_journal()
        return masked

    def erase(self, conversation_id: str) -> bool:
        """Delete a conversation with all its messages, buttons and texts under review; tell whether it existed."""
        gone = delete(ConversationRow).where(ConversationRow.id == conversation_id).returning(ConversationRow.id)
        with self._database.writing() as session:
            existed = session.scalars(gone).one_or_none() is not None
            drop_unsaid(session)
        self._database.clear_journal()
        return existed
