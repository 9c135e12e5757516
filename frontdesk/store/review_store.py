"""The review queue on SQLite or PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.review import (
    Answered,
    Decision,
    Occasion,
    ReviewItem,
    ReviewItemDecided,
    ReviewItemNotFound,
    ReviewQuery,
    ReviewReason,
    ReviewStatus,
)
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.store.review_listing import listed
from frontdesk.store.review_rows import (
    item_from,
    item_row,
    move_occasions,
    text_key,
    write_answer,
    write_decision,
    write_no_decision,
)
from frontdesk.store.review_tables import ReviewItemRow, ReviewOccasionRow
from frontdesk.store.session import Database
from frontdesk.values import Language

KEPT = timedelta(days=180)


class SqlReviewQueue:
    """The queue. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, text: str, language: Language, answered: Answered, occasion: Occasion) -> None:
        """Keep a masked text, or count it once more; the same message for the same reason counts once.

        Nothing happens where the conversation was erased meanwhile. What was last said ``KEPT`` ago goes.
        """
        with self._database.writing() as session:
            _drop_outdated(session, occasion.at - KEPT)
            if not _is_there(session, occasion.conversation_id):
                return
            row = _item_of(session, text, language, at=occasion.at)
            if row.status == ReviewStatus.OPEN.value:
                write_answer(row, answered)
            if _occasion(session, occasion.message_id, occasion.why) is None:
                session.add(_occasion_row(row.id, occasion))

    def note_choice(self, conversation_id: str, message_id: int, chosen: str, *, at: datetime) -> bool:
        """Add what was pressed instead to a message in the queue; tell whether it is there."""
        why = ReviewReason.CHOSE_ALTERNATIVE
        queued = select(ReviewOccasionRow.item_id).where(
            ReviewOccasionRow.message_id == message_id, ReviewOccasionRow.conversation_id == conversation_id
        )
        with self._database.writing() as session:
            item_id = session.scalars(queued).first()
            if item_id is None or not _is_there(session, conversation_id):
                return False
            row = _occasion(session, message_id, why)
            if row is None:
                row = _occasion_row(item_id, Occasion(conversation_id, message_id, why, at))
                session.add(row)
            row.chosen = chosen
            return True

    def drop(self, conversation_id: str, message_id: int, why: ReviewReason) -> None:
        """Take back one reason of a message, and the text where nothing else speaks for it."""
        given = delete(ReviewOccasionRow).where(
            ReviewOccasionRow.conversation_id == conversation_id,
            ReviewOccasionRow.message_id == message_id,
            ReviewOccasionRow.why == why.value,
        )
        with self._database.writing() as session:
            session.execute(given)
            drop_unsaid(session)

    def items(self, query: ReviewQuery) -> tuple[ReviewItem, ...]:
        """Return what is in the queue, the most asked first, then the newest."""
        with self._database.reading() as session:
            listing = listed(query).options(selectinload(ReviewItemRow.occasions))
            return tuple(item_from(row) for row in session.scalars(listing))

    def ids(self, query: ReviewQuery) -> tuple[int, ...]:
        """Return the numbers of what is in the queue, in the order of ``items``."""
        with self._database.reading() as session:
            return tuple(session.scalars(listed(query).with_only_columns(ReviewItemRow.id)))

    def get(self, item_id: int) -> ReviewItem:
        """Return one item. Raises ReviewItemNotFound."""
        with self._database.reading() as session:
            return item_from(_row(session, item_id))

    def decide(
        self, item_id: int, decision: Decision, *, by: Actor | None = None, undecided: bool = False
    ) -> ReviewItem:
        """Keep a decision, replacing an earlier one. Raises ReviewItemNotFound and ReviewItemDecided."""
        with self._database.writing() as session:
            row = _row(session, item_id)
            if undecided and row.status != ReviewStatus.OPEN.value:
                raise ReviewItemDecided(item_id)
            write_decision(row, decision)
            note_in(session, _entry(item_id, by or Actor(f"cli:{decision.by}"), decision.at, status=row.status))
            return item_from(row)

    def reopen(self, item_id: int, *, by: Actor, at: datetime) -> ReviewItem:
        """Take back what was decided. Raises ReviewItemNotFound."""
        with self._database.writing() as session:
            row = _row(session, item_id)
            write_no_decision(row)
            note_in(session, _entry(item_id, by, at, status=row.status))
            return item_from(row)

    def rewrite(self, item_id: int, text: str, *, by: Actor, at: datetime) -> ReviewItem:
        """Replace a text; where the queue has that text already, the two become one. Raises ReviewItemNotFound."""
        with self._database.writing() as session:
            row = _row(session, item_id)
            held = session.scalars(_same(text, row.language)).one_or_none()
            if held is not None and held.id != row.id:
                move_occasions(session, row, held)
                note_in(session, _entry(item_id, by, at, changed="text", joined=held.id))
                return item_from(_row(session, held.id))
            row.text, row.text_key = text, text_key(text)
            note_in(session, _entry(item_id, by, at, changed="text"))
            return item_from(row)

    def mark_exported(self, item_ids: Sequence[int], *, at: datetime) -> None:
        """Note that items have become examples."""
        with self._database.writing() as session:
            session.execute(update(ReviewItemRow).where(ReviewItemRow.id.in_(item_ids)).values(exported_at=at))


def drop_unsaid(session: Session) -> None:
    """Delete every text that no message in the database says any more."""
    said = select(ReviewOccasionRow.id).where(ReviewOccasionRow.item_id == ReviewItemRow.id)
    session.execute(delete(ReviewItemRow).where(~said.exists()))


def _drop_outdated(session: Session, before: datetime) -> None:
    session.execute(delete(ReviewOccasionRow).where(ReviewOccasionRow.at < before))
    drop_unsaid(session)


def _is_there(session: Session, conversation_id: str) -> bool:
    """Tell whether a conversation exists, and keep it from being erased until this transaction ends."""
    found = select(ConversationRow.id).where(ConversationRow.id == conversation_id).with_for_update()
    return session.scalars(found).one_or_none() is not None


def _item_of(session: Session, text: str, language: Language, *, at: datetime) -> ReviewItemRow:
    """Return the item of a text, held until this transaction ends; two conversations may say the same thing at once."""
    same = _same(text, language.value)
    known = session.scalars(same).one_or_none()
    if known is not None:
        return known
    row = item_row(text, language, at=at)
    write_answer(row, Answered())
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.scalars(same).one()
    return row


def _same(text: str, language: str) -> Select[ReviewItemRow]:
    found = select(ReviewItemRow).where(ReviewItemRow.language == language, ReviewItemRow.text_key == text_key(text))
    return found.with_for_update()


def _entry(item_id: int, by: Actor, at: datetime, **details: str | int) -> AuditEntry:
    return AuditEntry(at, by, AuditAction.CHANGED, ObjectKind.REVIEW_ITEM, str(item_id), details)


def _occasion(session: Session, message_id: int, why: ReviewReason) -> ReviewOccasionRow | None:
    same = select(ReviewOccasionRow).where(
        ReviewOccasionRow.message_id == message_id, ReviewOccasionRow.why == why.value
    )
    return session.scalars(same).one_or_none()


def _occasion_row(item_id: int, occasion: Occasion) -> ReviewOccasionRow:
    return ReviewOccasionRow(
        item_id=item_id,
        conversation_id=occasion.conversation_id,
        message_id=occasion.message_id,
        why=occasion.why.value,
        at=occasion.at,
    )


def _row(session: Session, item_id: int) -> ReviewItemRow:
    found = select(ReviewItemRow).where(ReviewItemRow.id == item_id, ReviewItemRow.occasions.any())
    row = session.scalars(found.options(selectinload(ReviewItemRow.occasions))).one_or_none()
    if row is None:
        raise ReviewItemNotFound(item_id)
    return row
