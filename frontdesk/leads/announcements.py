"""What visitors and staff are told: entries of the outbox, each to one person, whose id keeps it from being told twice.

Every payload has ``to`` (an address), ``language`` and ``name`` of the reader and the sentence's values, ``reference`` of the lead among
them; letters are written from it in frontdesk/rendering. Moments are ISO 8601 in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.staff.member import Member

ACKNOWLEDGED, ANSWERED = "visitor.acknowledgement", "visitor.answer"
ASSIGNED, UNASSIGNED, DUE_SOON, OVERDUE = "staff.assigned", "staff.unassigned", "staff.due_soon", "staff.overdue"
INVITED = "staff.invited"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a member of staff answers a visitor. ``form_id`` is of the form it was written in: the same one is sent once."""

    form_id: str
    text: str
    facts: tuple[str, ...] = ()


def acknowledgement(lead: Lead, owner: Member | None, at: datetime) -> OutboxEntry:
    """Tell the visitor the reference, who looks after the enquiry and by when they have an answer."""
    return OutboxEntry(
        f"{ACKNOWLEDGED}:{lead.enquiry.enquiry_id}",
        ACKNOWLEDGED,
        _to_visitor(lead) | {"owner": owner.name if owner else None, "due_at": lead.due_at.isoformat()},
        at,
    )


def answer(lead: Lead, reply: Reply, officer: Member, at: datetime) -> OutboxEntry:
    """Send the visitor what a member of staff wrote; what they answer goes to that member."""
    told = {"text": reply.text, "officer": officer.name, "reply_to": officer.email}
    return OutboxEntry(answer_id(lead, reply), ANSWERED, _to_visitor(lead) | told, at)


def answer_id(lead: Lead, reply: Reply) -> str:
    """Return the id of the entry that sends a reply."""
    return f"{ANSWERED}:{lead.reference}:{reply.form_id}"


def assigned(lead: Lead, owner: Member, at: datetime, *, rule: str | None, deputy_for: str | None) -> OutboxEntry:
    """Tell a member of staff that a lead is theirs now, by which rule, and for whom they stand in."""
    told = {"rule": rule, "deputy_for": deputy_for}
    identity = f"{ASSIGNED}:{lead.reference}:{owner.id}:{at.timestamp():.0f}"  # it may come back to somebody
    return OutboxEntry(identity, ASSIGNED, _to_staff(lead, owner) | told, at)


def unassigned(lead: Lead, administrators: Iterable[Member], at: datetime) -> tuple[OutboxEntry, ...]:
    """Tell administrators that nobody could be given a lead."""
    return tuple(
        OutboxEntry(
            f"{UNASSIGNED}:{lead.reference}:{one.id}:{at.timestamp():.0f}", UNASSIGNED, _to_staff(lead, one), at
        )
        for one in administrators
    )


def due_soon(lead: Lead, readers: Iterable[Member], at: datetime) -> tuple[OutboxEntry, ...]:
    """Remind whoever looks after a lead before the promise is broken."""
    return tuple(
        OutboxEntry(f"{DUE_SOON}:{lead.reference}:{one.id}", DUE_SOON, _to_staff(lead, one), at) for one in readers
    )


def overdue(
    lead: Lead, readers: Iterable[Member], owner: Member | None, at: datetime, day: date
) -> tuple[OutboxEntry, ...]:
    """Tell that the promise is broken; once to each reader a day."""
    return tuple(
        OutboxEntry(
            f"{OVERDUE}:{lead.reference}:{one.id}:{day.isoformat()}",
            OVERDUE,
            _to_staff(lead, one) | {"owner": owner.name if owner else None},
            at,
        )
        for one in readers
    )


def invited(member: Member, url: str, expires_at: datetime, at: datetime) -> OutboxEntry:
    """Send a member of staff the one-time link by which they set their password."""
    told = {"to": member.email, "language": member.language.value, "name": member.name, "url": url}
    identity = f"{INVITED}:{member.id}:{at.timestamp():.3f}"  # a newer link is another letter
    return OutboxEntry(identity, INVITED, told | {"expires_at": expires_at.isoformat()}, at)


def _to_visitor(lead: Lead) -> dict[str, object]:
    enquiry = lead.enquiry
    return {
        "to": enquiry.email,
        "language": enquiry.language.value,
        "name": enquiry.name,
        "reference": lead.reference,
    }


def _to_staff(lead: Lead, reader: Member) -> dict[str, object]:
    """Name the organisation, so that the reader knows which enquiry is meant; nothing else of what the visitor told leaves the desk."""
    return {
        "to": reader.email,
        "language": reader.language.value,
        "name": reader.name,
        "reference": lead.reference,
        "organisation": lead.enquiry.organisation,
        "due_at": lead.due_at.isoformat(),
    }
