"""Which status of a lead may follow which: no lead is won or lost that nobody ever answered."""

from datetime import datetime

from frontdesk.qualification.model import LeadStatus

_NEXT = {
    LeadStatus.NEW: (LeadStatus.CONTACTED, LeadStatus.IN_DISCUSSION, LeadStatus.NOT_A_LEAD),
    LeadStatus.CONTACTED: (
        LeadStatus.IN_DISCUSSION,
        LeadStatus.WON,
        LeadStatus.LOST,
        LeadStatus.NOT_A_LEAD,
        LeadStatus.NEW,
    ),
    LeadStatus.IN_DISCUSSION: (LeadStatus.WON, LeadStatus.LOST, LeadStatus.NOT_A_LEAD, LeadStatus.CONTACTED),
    LeadStatus.WON: (LeadStatus.IN_DISCUSSION,),
    LeadStatus.LOST: (LeadStatus.IN_DISCUSSION, LeadStatus.CONTACTED),
    LeadStatus.NOT_A_LEAD: (LeadStatus.NEW, LeadStatus.CONTACTED, LeadStatus.IN_DISCUSSION),
}
_MEANS_CONTACT = frozenset({LeadStatus.CONTACTED, LeadStatus.IN_DISCUSSION})


def following(status: LeadStatus) -> tuple[LeadStatus, ...]:
    """Return the statuses that may follow one, the likeliest first; those after a closed one reopen the lead."""
    return _NEXT[status]


def may_follow(before: LeadStatus, after: LeadStatus) -> bool:
    """Tell whether a lead may move from one status to another."""
    return after in _NEXT[before]


def answered_at_after(status: LeadStatus, answered_at: datetime | None, *, at: datetime) -> datetime | None:
    """Return since when a lead counts as answered once it has moved to a status.

    Whoever says that they were in contact has answered; a lead put back to new has not been, and its clock runs again.
    """
    if status is LeadStatus.NEW:
        return None
    return answered_at or (at if status in _MEANS_CONTACT else None)


def closed_at_after(status: LeadStatus, *, at: datetime) -> datetime | None:
    """Return since when a lead is closed once it has moved to a status."""
    return at if status.is_closed else None
