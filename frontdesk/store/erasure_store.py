"""Erases what the database has of a person; leads and conversations take with them what refers to them."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.erase_person import Traces
from frontdesk.staff.member import Actor
from frontdesk.store import erasure_queries as about
from frontdesk.store.audit_store import note_in
from frontdesk.store.channel_tables import ChannelEventRow
from frontdesk.store.conversation_tables import ConversationRow, MessageRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_words import forget_words
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.person_links import person_of
from frontdesk.store.review_store import drop_unsaid
from frontdesk.store.session import Database

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[^\s@<>()\[\],;:\"'.!?]+")
_BATCH = 1000


class SqlPersonTraces:
    """Fills the port PersonTraces. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, email: str, *, until: datetime) -> Traces:
        """Return what there is of an address; nothing that came later than ``until``."""
        with self._database.reading() as session:
            return _found(session, email, until)[1]

    def erase(self, email: str, *, until: datetime, by: Actor, at: datetime) -> Traces:
        """Erase it in one transaction, with an entry in the audit log that names nobody; return what was erased."""
        with self._database.writing() as session:
            leads, found = _found(session, email, until)
            named = about.outbox_naming(found.addresses)
            session.execute(delete(OutboxRow).where(named, OutboxRow.created_at <= until))
            remove(session, leads, found.conversations)
            for entry in _entries(found, by, at):
                note_in(session, entry)
            return found

    def addresses(self) -> Iterator[str]:
        """Give every address of a lead, and what looks like one in messages, each once."""
        with self._database.reading() as session:
            known = {email.lower() for email in session.scalars(select(LeadRow.email).distinct())}
            texts = select(MessageRow.text).where(MessageRow.text.contains("@")).execution_options(yield_per=_BATCH)
            for text in session.scalars(texts):
                known.update(found.lower() for found in _ADDRESS.findall(text))
        yield from sorted(known)


def remove(session: Session, leads: Sequence[int], conversations: Sequence[str]) -> None:
    """Delete leads and conversations with all that refers to them; leads merged into one of them stand by themselves again."""
    for some in about.chunks(leads):
        session.execute(update(LeadRow).where(LeadRow.merged_into_id.in_(some)).values(merged_into_id=None))
        session.execute(delete(LeadRow).where(LeadRow.id.in_(some)))
    for several in about.chunks(conversations):
        session.execute(delete(ChannelEventRow).where(about.events_of_threads(several)))
        session.execute(delete(ConversationRow).where(about.gone(several)))
    if leads:
        forget_words(session)
    if conversations:
        drop_unsaid(session)


def _found(session: Session, email: str, until: datetime) -> tuple[Sequence[int], Traces]:
    addresses, linked = _known_as(session, email, until)
    rows = session.execute(
        select(LeadRow.id, LeadRow.reference).where(about.leads_of(addresses, until)).order_by(LeadRow.id)
    )
    leads = [(lead_id, reference) for lead_id, reference in rows]
    ids = [lead_id for lead_id, _ in leads]
    conversations = sorted(linked | about.conversations_of(session, addresses, ids, until))
    kept = [
        id_
        for some in about.chunks(conversations)
        for id_ in session.scalars(select(ConversationRow.id).where(about.gone(some)))
    ]
    found = Traces(
        addresses=tuple(sorted(addresses)),
        leads=tuple(reference for _, reference in leads),
        conversations=tuple(sorted(kept)),
        rows=about.counts_of(session, ids, conversations),
        sent_to=about.told_of(session, ids),
    )
    return ids, found


def _known_as(session: Session, email: str, until: datetime) -> tuple[set[str], set[str]]:
    """Return every address of a person, and the conversations that staff linked with theirs."""
    addresses, more, talks = set[str](), {email}, set[str]()
    while more:
        addresses |= more
        leads = session.scalars(select(LeadRow.id).where(about.leads_of(addresses, until))).all()
        person = person_of(session, leads, until=until)
        talks = person.talks
        given = select(func.lower(LeadRow.email)).where(LeadRow.id.in_(person.leads), LeadRow.created_at <= until)
        more = {*session.scalars(given)} - addresses
    return addresses, talks


def _entries(found: Traces, by: Actor, at: datetime) -> Iterator[AuditEntry]:
    rows = {name: count for name, count in found.rows.items() if count}
    for reference in found.leads:
        yield AuditEntry(
            at, by, AuditAction.ERASED, ObjectKind.LEAD, reference, {"conversations": len(found.conversations), **rows}
        )
    for conversation_id in () if found.leads else found.conversations:
        yield AuditEntry(at, by, AuditAction.ERASED, ObjectKind.CONVERSATION, conversation_id, rows)
