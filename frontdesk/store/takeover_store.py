"""Who speaks in a conversation: taken over, handed back, said by staff, a promise missed; each change under its lock."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.takeover import Change as Handover
from frontdesk.services.takeover import HeldByAnother, NotHeld
from frontdesk.services.transcript import TO_PERSON, Author, Conversation, Message, NewMessage
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.conversation_leads import answer_leads, note_on_leads
from frontdesk.store.conversation_messages import added, locked, sent_before
from frontdesk.store.conversation_rows import conversation_from
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.store.lead_desk_changes import Change
from frontdesk.store.session import Database


class SqlTakeovers:
    """Fills the port Takeovers on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_over(self, conversation_id: str, change: Handover, *, from_whom: int | None = None) -> Message | None:
        """Let a member of staff hold a conversation and return the notice; none where they hold it already.

        Whatever is not answered yet is theirs to answer. Raises HeldByAnother, unless ``from_whom`` names that other person.
        """
        with self._database.writing() as session:
            row = locked(session, conversation_id)
            if row.handled_by_id == change.by.staff_id:
                return None
            if row.handled_by_id not in {None, from_whom}:
                raise HeldByAnother(row.handled_by_id or 0)
            waits = _leave_to_person(session, conversation_id) or row.person_wanted_at is not None
            row.promised_until = change.answer_by if waits or row.promised_until else None
            row.handled_by_id, row.handled_since = change.by.staff_id, change.at
            row.person_wanted_at = None
            (notice,) = added(session, conversation_id, [change.notice])
            note_on_leads(session, conversation_id, LeadEventKind.TAKEN_OVER, change.by, change.at)
            _audit(session, conversation_id, change.by, AuditAction.TOOK_OVER, change.at, from_whom=from_whom)
            return notice

    def hand_back(self, conversation_id: str, change: Handover) -> Message:
        """Let the assistant answer again and return the notice. Raises NotHeld and, where it is not theirs to give, HeldByAnother."""
        with self._database.writing() as session:
            row = locked(session, conversation_id)
            _require_holder(row, change.by)
            return _given_back(session, row, change)

    def say(
        self, conversation_id: str, message: NewMessage, by: Actor, *, follow_up_at: datetime
    ) -> tuple[Message, bool]:
        """Add what the person who holds the conversation says; where it was kept already, return the earlier one with false.

        It answers every lead of this conversation; the first answer to a lead is to be followed up. Raises NotHeld and HeldByAnother.
        """
        with self._database.writing() as session:
            row = locked(session, conversation_id, message.sent_at)
            earlier = sent_before(session, conversation_id, message)
            if earlier is not None:
                return earlier, False
            _require_holder(row, by)
            row.promised_until = None
            (said,) = added(session, conversation_id, [message])
            answer_leads(Change(session, by, message.sent_at), conversation_id, follow_up_at)
            _audit(session, conversation_id, by, AuditAction.ANSWERED, message.sent_at, message=said.id)
            return said, True

    def overdue(self, at: datetime) -> tuple[Conversation, ...]:
        """Return the conversations whose visitors were promised a person, or an answer, by now."""
        query = select(ConversationRow).where(ConversationRow.promised_until <= at)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(ConversationRow.promised_until, ConversationRow.id))
            return tuple(conversation_from(row) for row in rows)

    def miss_promise(self, conversation_id: str, change: Handover, *, hand_back: bool) -> Message | None:
        """Tell the visitor that nobody came, once, and note it on the leads; none where the promise was kept or told meanwhile."""
        with self._database.writing() as session:
            row = locked(session, conversation_id)
            if row.promised_until is None or row.promised_until > change.at:
                return None
            row.promised_until = None
            note_on_leads(session, conversation_id, LeadEventKind.PROMISE_MISSED, change.by, change.at)
            if hand_back and row.handled_by_id is not None:
                row.person_wanted_at = change.at  # the visitor still waits for somebody
                return _given_back(session, row, change)
            (notice,) = added(session, conversation_id, [change.notice])
            return notice


def _require_holder(row: ConversationRow, by: Actor) -> None:
    if row.handled_by_id is None:
        raise NotHeld
    if row.handled_by_id != by.staff_id:
        raise HeldByAnother(row.handled_by_id)


def _given_back(session: Session, row: ConversationRow, change: Handover) -> Message:
    held_by, row.handled_by_id, row.handled_since = row.handled_by_id, None, None
    row.promised_until = None
    (notice,) = added(session, row.id, [change.notice])
    note_on_leads(session, row.id, LeadEventKind.HANDED_BACK, change.by, change.at)
    _audit(session, row.id, change.by, AuditAction.HANDED_BACK, change.at, held_by=held_by)
    return notice


def _leave_to_person(session: Session, conversation_id: str) -> bool:
    """Mark what the visitor said and nobody answered yet as a person's to answer, so that an answer on its way comes too late for good."""
    answered = select(MessageRow.in_reply_to).where(
        MessageRow.conversation_id == conversation_id, MessageRow.in_reply_to.is_not(None)
    )
    open_ones = update(MessageRow).where(
        MessageRow.conversation_id == conversation_id,
        MessageRow.author == Author.VISITOR.value,
        MessageRow.kind.is_(None),
        MessageRow.id.not_in(answered),
    )
    return bool(session.scalars(open_ones.values(kind=TO_PERSON).returning(MessageRow.id)).all())


def _audit(
    session: Session, conversation_id: str, by: Actor, action: AuditAction, at: datetime, **details: int | None
) -> None:
    told = {name: value for name, value in details.items() if value is not None}
    note_in(session, AuditEntry(at, by, action, ObjectKind.CONVERSATION, conversation_id, told))
