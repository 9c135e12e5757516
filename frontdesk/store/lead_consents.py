"""What the visitors of some leads agreed to."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.qualification.model import Consent
from frontdesk.store.lead_rows import consent_from
from frontdesk.store.lead_tables import ConsentRow


def consents_of(session: Session, lead_ids: Sequence[int]) -> dict[int, tuple[Consent, ...]]:
    """Return every consent of each lead, the first one first."""
    found: dict[int, tuple[Consent, ...]] = dict.fromkeys(lead_ids, ())
    query = select(ConsentRow).where(ConsentRow.lead_id.in_(lead_ids)).order_by(ConsentRow.id)
    for row in session.scalars(query):
        found[row.lead_id] += (consent_from(row),)
    return found
