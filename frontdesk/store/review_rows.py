"""Items of the review queue as rows and back."""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from frontdesk.services.review import Answered, Decision, ReviewItem, ReviewReason, ReviewStatus
from frontdesk.services.transcript import Guess
from frontdesk.store.review_tables import ReviewItemRow, ReviewOccasionRow
from frontdesk.values import Language


def text_key(text: str) -> str:
    """Return what texts have in common that differ in capitals, spaces and the sign at their end only."""
    return sha256(" ".join(text.casefold().rstrip(" .?!").split()).encode()).hexdigest()


def item_row(text: str, language: Language, *, at: datetime) -> ReviewItemRow:
    """Return the row of a new item, open and without an answer yet."""
    return ReviewItemRow(
        language=language.value, text=text, text_key=text_key(text), status=ReviewStatus.OPEN.value, created_at=at
    )


def write_answer(row: ReviewItemRow, answered: Answered) -> None:
    """Keep what the text led to the last time."""
    row.kind = answered.kind
    row.fact_ids = list(answered.fact_ids)
    row.intent = answered.intent
    row.confidence = answered.confidence
    row.alternatives = [asdict(guess) for guess in answered.alternatives]


def write_decision(row: ReviewItemRow, decision: Decision) -> None:
    """Replace what was decided; whatever follows from it is still to be exported."""
    row.status = decision.status.value
    row.target = decision.target
    row.wording = decision.wording
    row.decided_by = decision.by
    row.decided_at = decision.at
    row.exported_at = None


def write_no_decision(row: ReviewItemRow) -> None:
    """Open an item again, as if nothing had been decided."""
    row.status = ReviewStatus.OPEN.value
    row.target = row.wording = row.decided_by = row.decided_at = row.exported_at = None


def move_occasions(session: Session, row: ReviewItemRow, to: ReviewItemRow) -> None:
    """Let another item stand for the messages of this one, which goes."""
    moved = update(ReviewOccasionRow).where(ReviewOccasionRow.item_id == row.id).values(item_id=to.id)
    session.execute(moved)
    session.expire(row)
    session.execute(delete(ReviewItemRow).where(ReviewItemRow.id == row.id))
    session.expire_all()


def item_from(row: ReviewItemRow) -> ReviewItem:
    """Return the item of a row whose occasions are loaded."""
    alternatives = tuple(Guess(**guess) for guess in row.alternatives)
    return ReviewItem(
        id=row.id,
        text=row.text,
        language=Language(row.language),
        answered=Answered(row.kind, tuple(row.fact_ids), row.intent, row.confidence, alternatives),
        why=tuple(dict.fromkeys(ReviewReason(one.why) for one in row.occasions)),
        chosen=tuple(dict.fromkeys(one.chosen for one in row.occasions if one.chosen)),
        asked=len({one.message_id for one in row.occasions}),
        created_at=row.created_at,
        last_asked=max(one.at for one in row.occasions),
        decision=_decision(row),
        exported_at=row.exported_at,
    )


def _decision(row: ReviewItemRow) -> Decision | None:
    if row.decided_by is None or row.decided_at is None:
        return None
    return Decision(ReviewStatus(row.status), row.decided_by, row.decided_at, row.target, row.wording)
