"""Leads whose clock calls for something: a new owner, an alarm, the news of a broken promise."""

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload

from frontdesk.leads import announcements
from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.routing import AssignmentReason, Occasion, Roster
from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.services.audit import AuditAction
from frontdesk.services.watch_clock import Attention, Glance
from frontdesk.staff.member import SYSTEM, Member
from frontdesk.staff.role import Permission
from frontdesk.store.index_scan import scanned
from frontdesk.store.lead_assignment import administrators, route_in
from frontdesk.store.lead_desk_changes import Change
from frontdesk.store.lead_filters import OPEN
from frontdesk.store.lead_rows import lead_from
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.routing_rows import roster_in
from frontdesk.store.session import Database


def is_open() -> ColumnElement[bool]:
    """Return what makes a lead one that staff have still to do with; by its status, which an index finds it by."""
    return and_(LeadRow.status.in_(OPEN), scanned(LeadRow.merged_into_id).is_(None))


def is_waiting() -> ColumnElement[bool]:
    """Return what makes a lead one that nobody has answered."""
    return and_(is_open(), LeadRow.answered_at.is_(None))


class SqlLeadClock:
    """Fills the port ClockStore on SQLite and PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def calling(self, glance: Glance, *, after: int, limit: int) -> tuple[int, ...]:
        """Return the ids of leads that call for something, the smallest ids above ``after``."""
        with self._database.reading() as session:
            calls = or_(_calls_for_an_owner(roster_in(session), glance), _calls_for_an_alarm(glance))
            query = select(LeadRow.id).where(LeadRow.id > after, calls).order_by(LeadRow.id).limit(limit)
            return tuple(session.scalars(query))

    def attend(self, lead_id: int, glance: Glance) -> tuple[Attention, ...]:
        """Do for one lead what it calls for, in one transaction; nothing where another process is at it or has done it."""
        with self._database.writing() as session:
            found = _locked(session, lead_id)
            if found is None:
                return ()
            attendance = _Attendance(session, *found, glance)
            attendance.see_to_its_owner()
            attendance.sound_its_alarm()
            return tuple(attendance.done)


def _locked(session: Session, lead_id: int) -> tuple[LeadRow, Lead] | None:
    """Return an open lead nobody else works on now, held until the end."""
    whole = (joinedload(LeadRow.consent), joinedload(LeadRow.owner))
    query = select(LeadRow).where(LeadRow.id == lead_id, is_open()).options(*whole)
    row = session.scalars(query.with_for_update(skip_locked=True, of=LeadRow)).one_or_none()
    return None if row is None else (row, lead_from(row))


def _calls_for_an_owner(roster: Roster, glance: Glance) -> ColumnElement[bool]:
    """Leads of somebody who left, and unanswered ones of nobody or of somebody who is away, where anybody is there at all."""
    left = [one.id for one in roster.members if not one.may(Permission.WORK_LEADS)]
    away = [one.id for one in roster.members if roster.is_away(one, glance.staffed_day)]
    anybody = any(roster.may_own(one, glance.staffed_day) for one in roster.members)
    stranded = and_(is_waiting(), or_(LeadRow.owner_id.is_(None), LeadRow.owner_id.in_(away))) if anybody else false()
    return or_(stranded, and_(is_open(), LeadRow.owner_id.in_(left)))


def _calls_for_an_alarm(glance: Glance) -> ColumnElement[bool]:
    """Unanswered leads that are due soon and had no alarm, or overdue ones whose last alarm was before that, or before this morning."""
    unwarned = and_(LeadRow.due_at <= glance.warns_until, LeadRow.warned_at.is_(None))
    overdue = LeadRow.due_at <= glance.at
    untold = and_(overdue, LeadRow.warned_at < LeadRow.due_at)
    again = and_(overdue, LeadRow.warned_at < glance.reminds_since) if glance.reminds_since else false()
    return and_(is_waiting(), or_(unwarned, untold, again))


class _Attendance:
    """What is done for one lead in one transaction."""

    def __init__(self, session: Session, row: LeadRow, lead: Lead, glance: Glance) -> None:
        self._row, self._lead, self._glance = row, lead, glance
        self._change = Change(session, SYSTEM, glance.at)
        self._roster = roster_in(session)
        self.done: list[Attention] = []

    def see_to_its_owner(self) -> None:
        """Give the lead to somebody else where its owner is not there to answer it."""
        reason = self._why_another_owner()
        if reason is None:
            return
        occasion = Occasion(reason, self._glance.at, self._glance.staffed_day)
        choice, self._roster = route_in(self._change.session, self._row, self._lead, occasion)
        if choice.owner is not None:
            self.done.append(Attention.ASSIGNED)
        elif reason is AssignmentReason.OWNER_LEFT:
            self._take_from_its_owner(reason)

    def sound_its_alarm(self) -> None:
        """Remind of the promise before it is broken; tell once that it is, and again each working morning."""
        row, glance = self._row, self._glance
        if row.answered_at is not None:
            return
        if row.due_at > glance.at:
            if row.warned_at is None and row.due_at <= glance.warns_until:
                self._warn()
        elif row.warned_at is None or row.warned_at < row.due_at:
            self._tell_of_the_breach()
        elif glance.reminds_since is not None and row.warned_at < glance.reminds_since:
            self._send_overdue(Attention.REMINDED)

    def _why_another_owner(self) -> AssignmentReason | None:
        row, owner = self._row, self._owner()
        if row.owner_id is None or owner is None:
            return AssignmentReason.UNASSIGNED if row.answered_at is None and not self._was_put_back() else None
        if not owner.may(Permission.WORK_LEADS):
            return AssignmentReason.OWNER_LEFT
        is_away = self._roster.is_away(owner, self._glance.staffed_day)
        return AssignmentReason.OWNER_AWAY if is_away and row.answered_at is None else None

    def _was_put_back(self) -> bool:
        """Tell whether a person released the lead, for colleagues to take; from its alarm on it is given to somebody all the same."""
        if self._row.due_at <= self._glance.warns_until:
            return False
        assigned = LeadEventRow.kind == LeadEventKind.ASSIGNED.value
        query = select(LeadEventRow.actor).where(LeadEventRow.lead_id == self._row.id, assigned)
        last = self._change.session.scalars(query.order_by(LeadEventRow.id.desc()).limit(1)).first()
        return last is not None and last != SYSTEM.name

    def _take_from_its_owner(self, reason: AssignmentReason) -> None:
        before, self._row.owner_id, self._row.assigned_at = self._row.owner_id, None, None
        told = {"owner_id": None, "reason": reason.value}
        self._change.tell(self._row, LeadEventKind.ASSIGNED, told | {"owner": None})
        self._change.log(self._row, AuditAction.ASSIGNED, told | {"before_id": before})
        self._send(announcements.unassigned(self._lead, administrators(self._roster), self._glance.at))
        self.done.append(Attention.LEFT_WITHOUT_OWNER)

    def _warn(self) -> None:
        self._row.warned_at = self._glance.at
        self._change.tell(self._row, LeadEventKind.WARNED, {"owner_id": self._row.owner_id})
        self._send(announcements.due_soon(self._lead, self._readers(), self._glance.at))
        self.done.append(Attention.WARNED)

    def _tell_of_the_breach(self) -> None:
        self._change.tell(self._row, LeadEventKind.BREACHED, {"owner_id": self._row.owner_id})
        self._send_overdue(Attention.BREACHED)

    def _send_overdue(self, attention: Attention) -> None:
        self._row.warned_at = self._glance.at
        everybody = {one.id: one for one in (*self._readers(), *administrators(self._roster))}
        owner, glance = self._owner(), self._glance
        self._send(announcements.overdue(self._lead, everybody.values(), owner, glance.at, glance.today))
        self.done.append(attention)

    def _readers(self) -> list[Member]:
        """Return who is reminded: the owner while they are there, else the administrators as well."""
        owner = self._owner()
        if owner is not None and self._roster.may_own(owner, self._glance.staffed_day):
            return [owner]
        return ([owner] if owner and owner.is_active else []) + administrators(self._roster)

    def _owner(self) -> Member | None:
        return self._roster.get(self._row.owner_id)

    def _send(self, entries: tuple[OutboxEntry, ...]) -> None:
        """Add to the outbox what is not in it; the row's lock keeps another process from adding it meanwhile."""
        session = self._change.session
        for entry in entries:
            if session.get(OutboxRow, entry.id) is None:
                session.add(outbox_row(entry, self._row.id))
