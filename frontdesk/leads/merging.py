"""Which leads may become one, and what the one that is kept takes over from the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from frontdesk.qualification.model import Consent, LeadStatus

_FURTHER = (LeadStatus.NEW, LeadStatus.CONTACTED, LeadStatus.IN_DISCUSSION)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lead stands with the agency: whose it is, by when it must be answered, whether it was, how far it has come."""

    status: LeadStatus
    due_at: datetime
    owner_id: int | None = None
    assigned_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def awaits_answer(self) -> bool:
        """Tell whether a person must still answer."""
        return self.answered_at is None and not self.status.is_closed


def consent_state(consents: Iterable[Consent]) -> frozenset[tuple[str, str]]:
    """Return what a visitor agreed to, whatever the language it was read in: every wording and purpose, each change of mind too."""
    return frozenset((consent.text_version, consent.purpose.value) for consent in consents)


def standing_after(kept: Standing, merged: Standing) -> Standing:
    """Return how the kept lead stands: the earlier promise holds, an answer to either is an answer, and an owner is not lost."""
    has_owner = kept.owner_id is not None
    return Standing(
        status=_status(kept, merged),
        due_at=min(kept.due_at, merged.due_at) if kept.awaits_answer and merged.awaits_answer else kept.due_at,
        owner_id=kept.owner_id if has_owner else merged.owner_id,
        assigned_at=kept.assigned_at if has_owner else merged.assigned_at,
        answered_at=merged.answered_at if kept.awaits_answer else kept.answered_at,
    )


def is_left_unanswered(kept: Standing, merged: Standing) -> bool:
    """Tell whether the merged lead is an enquiry that the answer given to the kept one cannot have known of."""
    return merged.awaits_answer and not kept.awaits_answer


def _status(kept: Standing, merged: Standing) -> LeadStatus:
    if kept.status in _FURTHER and merged.status in _FURTHER:
        return max(kept.status, merged.status, key=_FURTHER.index)
    return kept.status
