"""What every change of a lead by staff is made of: its row, held until the end, an entry of its timeline and one of the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.lead_problems import LeadNotFound, MergedAway, NotAssignable
from frontdesk.staff.member import Actor
from frontdesk.staff.role import Permission
from frontdesk.store.audit_store import note_in
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.staff_rows import member_from
from frontdesk.store.staff_tables import StaffRow

type Details = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction in which somebody changes leads."""

    session: Session
    by: Actor
    at: datetime

    def lead(self, reference: str) -> LeadRow:
        """Return a lead nobody else can change until the end. Raises LeadNotFound, and MergedAway for one that is part of another."""
        row = self.any_lead(reference)
        if row.merged_into_id is not None:
            kept = self.session.get(LeadRow, row.merged_into_id)
            if kept is not None:  # else the other one was erased, and this one is a lead of its own again
                raise MergedAway(kept.reference)
        return row

    def any_lead(self, reference: str) -> LeadRow:
        """Return a lead nobody else can change until the end, also a merged one. Raises LeadNotFound."""
        query = select(LeadRow).where(LeadRow.reference == reference).with_for_update()
        row = self.session.scalars(query).one_or_none()
        if row is None:
            raise LeadNotFound
        return row

    def tell(self, row: LeadRow, kind: LeadEventKind, details: Details) -> None:
        """Add to the timeline of a lead; what staff wrote may be in it, since it is erased with the lead."""
        told = LeadEventRow(lead_id=row.id, kind=kind.value, at=self.at, actor=self.by.name, details=dict(details))
        self.session.add(told)

    def log(self, row: LeadRow, action: AuditAction, details: Details) -> None:
        """Add to the audit log: ids and closed words only."""
        note_in(self.session, AuditEntry(self.at, self.by, action, ObjectKind.LEAD, row.reference, details))

    def colleague(self, staff_id: int) -> StaffRow:
        """Return somebody who may be given leads and tasks. Raises NotAssignable."""
        row = self.session.get(StaffRow, staff_id)
        if row is None or not member_from(row).may(Permission.WORK_LEADS):
            raise NotAssignable
        return row


def in_one_order(session: Session, references: Sequence[str]) -> list[str]:
    """Return references in the order of their rows; whoever locks in it never waits for somebody who waits for them."""
    query = select(LeadRow.reference).where(LeadRow.reference.in_(references)).order_by(LeadRow.id)
    known = list(session.scalars(query))
    return known + [reference for reference in dict.fromkeys(references) if reference not in known]
