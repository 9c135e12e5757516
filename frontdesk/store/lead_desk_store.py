"""Whose a lead is, how far it has come, and what a person thinks of it: changed by one member of staff at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from frontdesk.leads import announcements
from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.pipeline import answered_at_after, closed_at_after, may_follow
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_problems import CannotFollow, LeadProblem, MovedMeanwhile, OwnedByAnother
from frontdesk.services.work_lead import Assignment, Bulk, Move, Overriding
from frontdesk.staff.member import Actor
from frontdesk.store.lead_desk_changes import Change, Details, in_one_order
from frontdesk.store.lead_rows import lead_from
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.outbox_store import outbox_row
from frontdesk.store.outbox_tables import OutboxRow
from frontdesk.store.session import Database
from frontdesk.store.staff_rows import member_from
from frontdesk.store.staff_tables import StaffRow


class SqlLeadDesk:
    """Fills the port LeadDesk. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, references: Sequence[str], *, by: Actor, at: datetime) -> Bulk:
        """Give leads that nobody has to whoever takes them."""
        return self._each(references, by, at, _take)

    def assign(self, references: Sequence[str], assignment: Assignment, *, by: Actor, at: datetime) -> Bulk:
        """Give leads to somebody, or to nobody."""
        return self._each(references, by, at, lambda change, row: _assign(change, row, assignment))

    def move(self, references: Sequence[str], move: Move, *, by: Actor, at: datetime) -> Bulk:
        """Move leads along the pipeline."""
        return self._each(references, by, at, lambda change, row: _move(change, row, move))

    def override(self, reference: str, overriding: Overriding, *, by: Actor, at: datetime) -> None:
        """Set what a person thinks of a lead, or leave it to the rules again. Raises LeadNotFound and MergedAway."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            _override(change, change.lead(reference), overriding)

    def _each(
        self, references: Sequence[str], by: Actor, at: datetime, work: Callable[[Change, LeadRow], None]
    ) -> Bulk:
        """Change leads in one transaction; one that cannot be changed is left as it is and told with the reason."""
        done: list[str] = []
        refused: dict[str, LeadProblem] = {}
        with self._database.writing() as session:
            change = Change(session, by, at)
            for reference in in_one_order(session, references):
                try:
                    work(change, change.lead(reference))
                    done.append(reference)
                except LeadProblem as problem:
                    refused[reference] = problem
        return Bulk(tuple(done), refused)


def _take(change: Change, row: LeadRow) -> None:
    if row.owner_id not in {None, change.by.staff_id}:
        raise OwnedByAnother(_name(change, row.owner_id))
    if change.by.staff_id is not None:
        _give(change, row, change.by.staff_id, "taken")


def _assign(change: Change, row: LeadRow, assignment: Assignment) -> None:
    if assignment.is_seen and row.owner_id not in {assignment.seen_owner_id, assignment.to_id}:
        raise OwnedByAnother(_name(change, row.owner_id))
    if assignment.to_id is None:
        _release(change, row)
    else:
        _give(change, row, assignment.to_id, "taken" if assignment.to_id == change.by.staff_id else "given")


def _give(change: Change, row: LeadRow, to_id: int, reason: str) -> None:
    owner, before = change.colleague(to_id), row.owner_id
    if before == to_id:
        return
    row.owner_id, row.assigned_at = to_id, change.at
    change.tell(row, LeadEventKind.ASSIGNED, {"owner_id": to_id, "owner": owner.name, "reason": reason})
    change.log(row, AuditAction.ASSIGNED, {"owner_id": to_id, "before_id": before, "reason": reason})
    if to_id != change.by.staff_id:
        _announce(change, row, owner)


def _announce(change: Change, row: LeadRow, owner: StaffRow) -> None:
    whole = select(LeadRow).where(LeadRow.id == row.id).options(joinedload(LeadRow.consent), joinedload(LeadRow.owner))
    change.session.flush()
    lead = lead_from(change.session.scalars(whole.execution_options(populate_existing=True)).one())
    entry = announcements.assigned(lead, member_from(owner), change.at, rule=None, deputy_for=None)
    if change.session.get(OutboxRow, entry.id) is None:  # given away and back within the second: told once
        change.session.add(outbox_row(entry, row.id))


def _release(change: Change, row: LeadRow) -> None:
    if row.owner_id is None:
        return
    before, row.owner_id, row.assigned_at = row.owner_id, None, None
    change.tell(row, LeadEventKind.ASSIGNED, {"owner_id": None, "owner": None, "reason": "released"})
    change.log(row, AuditAction.ASSIGNED, {"owner_id": None, "before_id": before, "reason": "released"})


def _move(change: Change, row: LeadRow, move: Move) -> None:
    before = LeadStatus(row.status)
    if before is move.to:
        return
    if move.seen not in {None, before}:
        raise MovedMeanwhile(before)
    if not may_follow(before, move.to):
        raise CannotFollow(before, move.to)
    row.status = move.to.value
    row.answered_at = answered_at_after(move.to, row.answered_at, at=change.at)
    row.closed_at = closed_at_after(move.to, at=change.at)
    moved = {"before": before.value, "after": move.to.value}
    change.tell(row, LeadEventKind.STATUS_CHANGED, moved | ({"reason": move.reason} if move.reason else {}))
    change.log(row, AuditAction.CHANGED, {"field": "status"} | moved)


def _override(change: Change, row: LeadRow, overriding: Overriding) -> None:
    outcome = overriding.outcome
    before = row.override_outcome
    if outcome is None and before is None:
        return
    row.override_outcome = outcome.value if outcome else None
    row.override_reason = overriding.reason if outcome else None
    row.override_by_id = change.by.staff_id if outcome else None
    row.override_at = change.at if outcome else None
    after = row.override_outcome or Outcome(row.outcome).value
    told: Details = {"before": before or row.outcome, "after": after, "taken_back": outcome is None}
    change.tell(row, LeadEventKind.OVERRIDDEN, {**told, "reason": overriding.reason if outcome else None})
    change.log(row, AuditAction.CHANGED, {"field": "override_outcome", **told})


def _name(change: Change, staff_id: int | None) -> str | None:
    row = change.session.get(StaffRow, staff_id) if staff_id is not None else None
    return row.name if row else None
