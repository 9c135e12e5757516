"""Which items of the review queue a query lists, and in which order."""

from sqlalchemy import Select, func, select

from frontdesk.services.review import ReviewQuery, ReviewStatus
from frontdesk.store.review_tables import ReviewItemRow, ReviewOccasionRow


def listed(query: ReviewQuery) -> Select[ReviewItemRow]:
    """Select items that some message still says."""
    asked = (
        select(
            ReviewOccasionRow.item_id,
            func.count(ReviewOccasionRow.message_id.distinct()).label("times"),
        )
        .group_by(ReviewOccasionRow.item_id)
        .subquery()
    )
    listing = _filtered(select(ReviewItemRow).join(asked, asked.c.item_id == ReviewItemRow.id), query)
    first = ReviewItemRow.decided_at.desc() if query.decided else asked.c.times.desc()
    return listing.order_by(first, ReviewItemRow.id.desc()).offset(query.skip).limit(query.limit)


def _filtered(listing: Select[ReviewItemRow], query: ReviewQuery) -> Select[ReviewItemRow]:
    if query.decided:
        listing = listing.where(ReviewItemRow.status != ReviewStatus.OPEN.value)
    if query.status is not None:
        listing = listing.where(ReviewItemRow.status == query.status.value)
    if query.language is not None:
        listing = listing.where(ReviewItemRow.language == query.language.value)
    if query.why is not None:
        listing = listing.where(ReviewItemRow.occasions.any(ReviewOccasionRow.why == query.why.value))
    return listing
