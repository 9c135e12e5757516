"""Gives a lead to somebody in the transaction of whatever calls for it: owner, timeline, announcement and audit entry together."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.leads import announcements
from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.routing import Choice, Occasion, Roster, asked_of, choose
from frontdesk.qualification.model import Lead
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Permission
from frontdesk.store.audit_store import note_in
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.routing_rows import roster_in
from frontdesk.store.staff_tables import StaffRow

_TURNS_LOCK = 0x7475726E73  # "turns", the number of PostgreSQL's advisory lock
_A_MOMENT = timedelta(microseconds=1)


def route_in(session: Session, row: LeadRow, lead: Lead, occasion: Occasion) -> tuple[Choice, Roster]:
    """Give a lead to whoever the rules choose; where that is nobody, its owner stays as it was. One at a time, for the sake of turns."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURNS_LOCK)))
    roster = roster_in(session)
    choice = choose(asked_of(lead.enquiry), roster, occasion.day)
    if choice.owner is not None:
        row.owner_id, row.assigned_at = choice.owner.id, occasion.at
        session.get_one(StaffRow, choice.owner.id).last_assigned_at = _next_turn(roster, occasion.at)
        _tell(session, row.id, lead, occasion, choice)
    return choice, roster


def _tell(session: Session, lead_id: int, lead: Lead, occasion: Occasion, choice: Choice) -> None:
    owner = choice.owner
    if owner is None:
        return
    rule = choice.rule if choice.is_of_rule else None
    name, deputy_for = rule.name if rule else None, choice.deputy_for.name if choice.deputy_for else None
    decided = {"owner_id": owner.id, "reason": occasion.reason.value}
    told = decided | {"owner": owner.name, "rule": name, "deputy_for": deputy_for}
    kind, at = LeadEventKind.ASSIGNED.value, occasion.at
    session.add(LeadEventRow(lead_id=lead_id, kind=kind, at=at, actor=SYSTEM.name, details=told))
    session.add(outbox_row(announcements.assigned(lead, owner, at, rule=name, deputy_for=deputy_for), lead_id))
    logged = decided | {"rule_id": rule.id if rule else None}
    note_in(session, AuditEntry(at, SYSTEM, AuditAction.ASSIGNED, ObjectKind.LEAD, lead.reference, logged))


def _next_turn(roster: Roster, at: datetime) -> datetime:
    """Return a moment after every earlier turn, so that leads given out at one moment do not all go to the same person."""
    latest = max((one.last_assigned_at for one in roster.members if one.last_assigned_at), default=at - _A_MOMENT)
    return max(at, latest + _A_MOMENT)


def administrators(roster: Roster) -> list[Member]:
    """Return who is told of what nobody looks after."""
    return [one for one in roster.members if one.may(Permission.ADMINISTER)]
