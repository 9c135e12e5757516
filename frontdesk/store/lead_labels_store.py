"""Labels and which leads have them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.label import Label, Tone
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.lead_labels import LabelTaken, LabelUse
from frontdesk.services.lead_problems import LeadNotFound, LeadProblem
from frontdesk.services.work_lead import Bulk
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.lead_desk_changes import Change, Details, in_one_order
from frontdesk.store.lead_desk_tables import LabelRow, LeadLabelRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.session import Database


class SqlLeadLabels:
    """Fills the port LabelStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def labels(self) -> tuple[Label, ...]:
        """Return every label by name."""
        with self._database.reading() as session:
            query = select(LabelRow).order_by(func.lower(LabelRow.name), LabelRow.id)
            return tuple(label_from(row) for row in session.scalars(query))

    def in_use(self) -> tuple[LabelUse, ...]:
        """Return every label by name, each with how many leads have it."""
        used = select(func.count()).where(LeadLabelRow.label_id == LabelRow.id).scalar_subquery()
        query = select(LabelRow, used).order_by(func.lower(LabelRow.name), LabelRow.id)
        with self._database.reading() as session:
            return tuple(LabelUse(label_from(row), count) for row, count in session.execute(query))

    def named(self, name: str, tone: Tone, *, by: Actor, at: datetime) -> Label:
        """Return the label of a name, whatever its case; made where there is none."""
        found = self._find(name)
        if found is not None:
            return found
        try:
            with self._database.writing() as session:
                row = LabelRow(name=name, tone=tone.value)
                session.add(row)
                session.flush()
                _log(Change(session, by, at), AuditAction.CREATED, row.id, {})
                return label_from(row)
        except IntegrityError:  # somebody made it since we looked
            return self.named(name, tone, by=by, at=at)

    def change(self, label: Label, *, by: Actor, at: datetime) -> None:
        """Give a label another name and colour. Raises LeadNotFound where there is none, and LabelTaken."""
        same = self._find(label.name)
        if same is not None and same.id != label.id:
            raise LabelTaken
        try:
            with self._database.writing() as session:
                row = _locked(session, label.id)
                row.name, row.tone = label.name, label.tone.value
                _log(Change(session, by, at), AuditAction.CHANGED, label.id, {"fields": "name, tone"})
        except IntegrityError as problem:  # somebody gave another that name since we looked
            raise LabelTaken from problem

    def remove(self, label_id: int, *, by: Actor, at: datetime) -> None:
        """Take a label off every lead and forget it. Raises LeadNotFound where there is none."""
        held = LeadLabelRow.label_id == label_id
        with self._database.writing() as session:
            change, row = Change(session, by, at), _locked(session, label_id)
            leads = session.scalars(select(LeadRow).join(LeadLabelRow, LeadLabelRow.lead_id == LeadRow.id).where(held))
            for lead in leads.all():
                change.tell(lead, LeadEventKind.UNLABELLED, {"label": row.name})
                change.log(lead, AuditAction.CHANGED, {"label_off": label_id})
            session.execute(delete(LeadLabelRow).where(held))
            session.delete(row)
            _log(change, AuditAction.REMOVED, label_id, {})

    def _find(self, name: str) -> Label | None:
        """Compare in Python: SQLite's lower() knows ASCII only, and there are a few dozen labels."""
        return next((label for label in self.labels() if label.name.casefold() == name.casefold()), None)

    def put(self, references: Sequence[str], label_id: int, *, by: Actor, at: datetime) -> Bulk:
        """Put a label on leads. Raises LeadNotFound where there is no such label."""
        done: list[str] = []
        refused: dict[str, LeadProblem] = {}
        with self._database.writing() as session:
            change, label = Change(session, by, at), session.get(LabelRow, label_id)
            if label is None:
                raise LeadNotFound
            for reference in in_one_order(session, references):
                try:
                    _put(change, reference, label)
                    done.append(reference)
                except LeadProblem as problem:
                    refused[reference] = problem
        return Bulk(tuple(done), refused)

    def take_off(self, reference: str, label_id: int, *, by: Actor, at: datetime) -> None:
        """Take a label off a lead. Raises LeadNotFound and MergedAway."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            lead = change.lead(reference)
            held = session.get(LeadLabelRow, (lead.id, label_id))
            if held is None:
                return
            label = session.get_one(LabelRow, label_id)
            session.delete(held)
            change.tell(lead, LeadEventKind.UNLABELLED, {"label": label.name})
            change.log(lead, AuditAction.CHANGED, {"label_off": label_id})


def _locked(session: Session, label_id: int) -> LabelRow:
    row = session.get(LabelRow, label_id, with_for_update=True)
    if row is None:
        raise LeadNotFound
    return row


def _log(change: Change, action: AuditAction, label_id: int, details: Details) -> None:
    note_in(change.session, AuditEntry(change.at, change.by, action, ObjectKind.LABEL, str(label_id), details))


def label_from(row: LabelRow) -> Label:
    """Return the label of a row."""
    return Label(row.id, row.name, Tone(row.tone) if row.tone in set(Tone) else Tone.GREY)


def _put(change: Change, reference: str, label: LabelRow) -> None:
    lead = change.lead(reference)
    if change.session.get(LeadLabelRow, (lead.id, label.id)) is not None:
        return
    change.session.add(LeadLabelRow(lead_id=lead.id, label_id=label.id))
    change.tell(lead, LeadEventKind.LABELLED, {"label": label.name})
    change.log(lead, AuditAction.CHANGED, {"label_on": label.id})
