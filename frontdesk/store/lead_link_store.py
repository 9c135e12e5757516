"""Linking leads with conversations on other channels and taking links back, each noted on every lead it concerns."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_problems import AlreadyTogether, ConversationUnknown, LeadNotFound
from frontdesk.services.link_conversations import LikelySame
from frontdesk.staff.member import Actor
from frontdesk.store.channel_tables import ChannelThreadRow
from frontdesk.store.conversation_tables import ConversationRow
from frontdesk.store.emptying import NOBODY
from frontdesk.store.lead_desk_changes import Change, in_one_order
from frontdesk.store.lead_desk_tables import LinkedConversationRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.person_links import leads_from, person_of
from frontdesk.store.session import Database
from frontdesk.values import Language

_MOST_LIKELY = 5


@dataclass(frozen=True, slots=True)
class Joined:
    """A lead, a conversation that is linked with it, and the leads that the conversation led to."""

    lead: LeadRow
    others: Sequence[LeadRow]
    talk: ConversationRow


class SqlConversationLinks:
    """Fills the port LinkStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def link(self, reference: str, named: str, *, by: Actor, at: datetime) -> None:
        """Link a lead with a conversation. Raises LeadNotFound, MergedAway, ConversationUnknown and AlreadyTogether."""
        if by.staff_id is None:
            raise LeadNotFound
        with self._database.writing() as session:
            change = Change(session, by, at)
            talk = _talk_named(session, named)
            lead, others = _hold(change, reference, talk)
            if talk.id in person_of(session, [lead.id]).talks:
                raise AlreadyTogether
            session.add(LinkedConversationRow(lead_id=lead.id, conversation_id=talk.id, by_id=by.staff_id, at=at))
            _tell(change, Joined(lead, others, talk), LeadEventKind.LINKED, AuditAction.LINKED)

    def unlink(self, link_id: int, *, by: Actor, at: datetime) -> str:
        """Take a link back and return the reference of its lead. Raises LeadNotFound."""
        with self._database.writing() as session:
            row = session.get(LinkedConversationRow, link_id)
            talk = session.get(ConversationRow, row.conversation_id) if row else None
            if row is None or talk is None:
                raise LeadNotFound
            change = Change(session, by, at)
            lead, others = _hold(change, session.get_one(LeadRow, row.lead_id).reference, talk)
            session.refresh(row, with_for_update=True)
            session.delete(row)
            _tell(change, Joined(lead, others, talk), LeadEventKind.UNLINKED, AuditAction.UNLINKED)
            return lead.reference

    def likely(self, reference: str, known: Collection[str]) -> tuple[LikelySame, ...]:
        """Return conversations that may be the same person's, without those that are known to be."""
        with self._database.reading() as session:
            lead = session.scalars(select(LeadRow).where(LeadRow.reference == reference)).one_or_none()
            return () if lead is None else tuple(_likely(session, lead, {*known, lead.conversation_id}))


def _talk_named(session: Session, named: str) -> ConversationRow:
    """Return a conversation nobody else can change until the end; one that was emptied has nothing to show."""
    led = select(LeadRow.conversation_id).where(LeadRow.reference == named.upper()).scalar_subquery()
    either = or_(ConversationRow.id == named, ConversationRow.id == led)
    found = session.scalars(select(ConversationRow).where(either).with_for_update()).first()
    if found is None or found.token_hash == NOBODY:
        raise ConversationUnknown
    return found


def _hold(change: Change, reference: str, talk: ConversationRow) -> tuple[LeadRow, list[LeadRow]]:
    """Return the lead, and those the conversation led to."""
    led = select(LeadRow.reference).where(LeadRow.id.in_(leads_from(change.session, [talk.id])))
    concerned = [reference, *change.session.scalars(led)]
    held = {one: change.any_lead(one) for one in in_one_order(change.session, concerned)}
    change.lead(reference)  # raises where it is part of another, on whose page it is to be linked
    return held[reference], [row for one, row in held.items() if one != reference]


def _tell(change: Change, joined: Joined, kind: LeadEventKind, action: AuditAction) -> None:
    lead, talk = joined.lead, joined.talk
    change.tell(lead, kind, {"other": talk.channel})
    change.log(lead, action, {"conversation": talk.id})
    for other in joined.others:
        change.tell(other, kind, {"other": lead.channel})
        change.log(other, action, {"lead": lead.reference})


def _likely(session: Session, lead: LeadRow, known: Collection[str]) -> Iterable[LikelySame]:
    talk, led = ConversationRow, LeadRow
    same_address = select(led.conversation_id).where(led.email_key == lead.email_key)
    numbers = () if not lead.phone else (lead.phone.removeprefix("+"), f"whatsapp:{lead.phone}")
    of_number = and_(ChannelThreadRow.channel.in_(_WITH_NUMBERS), ChannelThreadRow.peer.in_(numbers))
    threads = select(ChannelThreadRow.conversation_id).where(of_number)
    either = or_(talk.id.in_(same_address), talk.id.in_(threads))
    query = select(talk).where(either, talk.id.not_in(known), talk.token_hash != NOBODY)
    for row in session.scalars(query.order_by(talk.last_seen.desc()).limit(_MOST_LIKELY)):
        reference = session.scalars(select(led.reference).where(led.conversation_id == row.id)).first()
        yield LikelySame(row.id, row.channel, Language(row.language), row.last_seen, reference)


_WITH_NUMBERS = ("whatsapp", "whatsapp_twilio")  # where people are known by their telephone number
