"""Labels and which leads have them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.label import Label, Tone
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_problems import LeadNotFound, LeadProblem
from frontdesk.services.work_lead import Bulk
from frontdesk.staff.member import Actor
from frontdesk.store.lead_desk_changes import Change, in_one_order
from frontdesk.store.lead_desk_tables import LabelRow, LeadLabelRow
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

    def named(self, name: str, tone: Tone) -> Label:
        """Return the label of a name, whatever its case; made where there is none."""
        found = self._find(name)
        if found is not None:
            return found
        try:
            with self._database.writing() as session:
                row = LabelRow(name=name, tone=tone.value)
                session.add(row)
                session.flush()
                return label_from(row)
        except IntegrityError:  # somebody made it since we looked
            return self.named(name, tone)

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
