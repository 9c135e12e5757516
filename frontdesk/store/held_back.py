"""What has not arrived at messengers, as their threads tell."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.services.held_back import HELD_BACK, WRITTEN_AT, Undelivered, WhyNot
from frontdesk.services.transcript import Author
from frontdesk.store.channel_tables import ChannelThreadRow
from frontdesk.store.conversation_tables import MessageRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database


class HeldBackThreads:
    """Fills the port HeldBackStore, as a part of the store of messengers."""

    _database: Database

    def hold_back(self, thread_id: int, why: WhyNot, *, written_at: str | None, next_attempt_at: datetime) -> None:
        """Let go of a claimed thread until its person writes; where they have since ``written_at``, it is due at once."""
        with self._database.writing() as session:
            row = session.get(ChannelThreadRow, thread_id, with_for_update=True)
            if row is None:
                return
            row.claimed_until = None
            if row.address.get(WRITTEN_AT) == written_at:
                row.address = {**row.address, HELD_BACK: why.value}
                row.attempts, row.last_error, row.next_attempt_at = row.attempts + 1, why.value, next_attempt_at

    def undelivered(self, conversation_id: str) -> Undelivered | None:
        """Return what of a conversation has not arrived; none where all has, and on the website."""
        with self._database.reading() as session:
            query = select(ChannelThreadRow).where(ChannelThreadRow.conversation_id == conversation_id)
            row = session.scalars(query).one_or_none()
            if row is None or row.last_error is None:
                return None
            waiting = _waiting(session, row)
            if not waiting:
                return Undelivered(1, WhyNot.REFUSED)
            return Undelivered(waiting, WhyNot(row.address.get(HELD_BACK, WhyNot.LATER)))

    def reference_of(self, conversation_id: str) -> str | None:
        """Return the reference of the enquiry that came of a conversation."""
        query = select(LeadRow.reference).where(LeadRow.conversation_id == conversation_id).order_by(LeadRow.id.desc())
        with self._database.reading() as session:
            return session.scalars(query).first()


def _waiting(session: Session, row: ChannelThreadRow) -> int:
    later = (MessageRow.conversation_id == row.conversation_id, MessageRow.id > row.sent_to)
    ours = MessageRow.author != Author.VISITOR.value
    return session.scalar(select(func.count()).select_from(MessageRow).where(*later, ours)) or 0
