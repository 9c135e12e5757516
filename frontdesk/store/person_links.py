"""Which leads and conversations are one person's: what staff linked, directly or by way of others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.services.link_conversations import Linked
from frontdesk.store.lead_desk_tables import LinkedConversationRow
from frontdesk.store.lead_tables import LeadRow


@dataclass(slots=True)
class Person:
    """The leads and conversations of one person, and the links that join them."""

    leads: set[int]
    talks: set[str]
    links: dict[int, LinkedConversationRow] = field(default_factory=dict)


def person_of(session: Session, leads: Collection[int], *, until: datetime | None = None) -> Person:
    """Return these leads with their conversations, and all that was linked with them by a moment."""
    person = Person(set(leads), _talks_of(session, leads))
    while found := _further(session, person, until):
        person.links |= {row.id: row for row in found}
        linked = {row.conversation_id for row in found}
        person.leads |= {row.lead_id for row in found} | set(leads_from(session, linked))
        person.talks |= linked | _talks_of(session, person.leads)
    return person


def leads_from(session: Session, talks: Collection[str]) -> Sequence[int]:
    """Return the leads that came of conversations."""
    return session.scalars(select(LeadRow.id).where(LeadRow.conversation_id.in_(talks)).order_by(LeadRow.id)).all()


def _talks_of(session: Session, leads: Collection[int]) -> set[str]:
    return set(session.scalars(select(LeadRow.conversation_id).where(LeadRow.id.in_(leads))))


def _further(session: Session, person: Person, until: datetime | None) -> Sequence[LinkedConversationRow]:
    """Return the links of this person that are not known yet."""
    link = LinkedConversationRow
    touching = or_(link.lead_id.in_(person.leads), link.conversation_id.in_(person.talks))
    query = select(link).where(touching, link.id.not_in(person.links)).order_by(link.id)
    return session.scalars(query if until is None else query.where(link.at <= until)).all()


def linked_with(session: Session, shown: LeadRow, merged: Collection[int]) -> tuple[Linked, ...]:
    """Return the conversations to be shown with a lead's own, those of the leads merged into it first."""
    person = person_of(session, merged)
    others = person.talks - {shown.conversation_id}
    if not others:
        return ()
    leads = session.execute(
        select(LeadRow.id, LeadRow.reference, LeadRow.conversation_id).where(LeadRow.id.in_(person.leads))
    ).all()
    talk_of = {lead_id: talk for lead_id, _, talk in leads}
    named = {talk: reference for _, reference, talk in leads}
    joined = {
        end: row
        for row in reversed(person.links.values())  # the nearest to the lead that is shown counts
        for end in (talk_of[row.lead_id], row.conversation_id)
    }
    found = [_linked(talk, named.get(talk), joined.get(talk)) for talk in others]
    return tuple(sorted(found, key=lambda one: (one.link_id or 0, one.conversation_id)))


def _linked(talk: str, reference: str | None, link: LinkedConversationRow | None) -> Linked:
    if link is None:
        return Linked(talk, reference)
    return Linked(talk, reference, link.id, link.by_id, link.at)
