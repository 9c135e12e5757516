"""Reads a lead with everything staff keep about it, in fifteen queries, whatever there is of it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from frontdesk.leads.event import LeadEvent, LeadEventKind
from frontdesk.leads.note import Note
from frontdesk.leads.task import Task
from frontdesk.qualification.model import Outcome
from frontdesk.services.lead_page import Entry, LeadFile, Merged, Override, Person, Told
from frontdesk.staff.role import Permission
from frontdesk.store.lead_consents import consents_of
from frontdesk.store.lead_desk_tables import LabelRow, LeadLabelRow, LeadMergeRow, LeadNoteRow, TaskRow
from frontdesk.store.lead_labels_store import label_from
from frontdesk.store.lead_merge_store import standing_of
from frontdesk.store.lead_rows import lead_from
from frontdesk.store.lead_tables import LeadEventRow, LeadRow
from frontdesk.store.lead_tasks_store import task_from
from frontdesk.store.outbox_tables import DeliveryRow, OutboxRow
from frontdesk.store.person_links import linked_with
from frontdesk.store.session import Database
from frontdesk.store.staff_rows import member_from
from frontdesk.store.staff_tables import StaffRow

type Group = dict[int, LeadRow]


class SqlLeadFiles:
    """Fills the port LeadFiles. Raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, reference: str) -> LeadFile | None:
        """Return the file of a lead."""
        with self._database.reading() as session:
            row = session.scalars(
                select(LeadRow)
                .where(LeadRow.reference == reference)
                .options(joinedload(LeadRow.consent), joinedload(LeadRow.owner))
            ).one_or_none()
            return None if row is None else _file(session, row)


def _file(session: Session, row: LeadRow) -> LeadFile:
    group = _group(session, row)
    labels = {
        label.id: label_from(label) for label in session.scalars(select(LabelRow).order_by(func.lower(LabelRow.name)))
    }
    worn = set(session.scalars(select(LeadLabelRow.label_id).where(LeadLabelRow.lead_id == row.id)))
    return LeadFile(
        lead=lead_from(row),
        standing=standing_of(row),
        closed_at=row.closed_at,
        override=_override(row),
        consents=consents_of(session, [row.id])[row.id],
        merged_into=_kept(session, row),
        merged=_merged(session, group),
        linked=linked_with(session, row, group),
        notes=_notes(session, group),
        labels=tuple(label for label_id, label in labels.items() if label_id in worn),
        all_labels=tuple(labels.values()),
        tasks=_tasks(session, group),
        timeline=_timeline(session, group, row),
        told=_told(session, group),
        staff=_staff(session),
    )


def _group(session: Session, row: LeadRow) -> Group:
    """Return the lead and every lead that was merged into it, directly or by way of another."""
    tree = select(LeadRow.id).where(LeadRow.id == row.id).cte("merged", recursive=True)
    tree = tree.union(select(LeadRow.id).where(LeadRow.merged_into_id == tree.c.id))
    rows = session.scalars(select(LeadRow).where(LeadRow.id.in_(select(tree.c.id))).order_by(LeadRow.id))
    return {one.id: one for one in rows}


def _override(row: LeadRow) -> Override | None:
    if row.override_outcome is None:
        return None
    return Override(Outcome(row.override_outcome), row.override_reason or "", row.override_by_id, row.override_at)


def _kept(session: Session, row: LeadRow) -> str | None:
    """Return the lead this one was merged into; none where that one was erased."""
    if row.merged_into_id is None:
        return None
    return session.scalars(select(LeadRow.reference).where(LeadRow.id == row.merged_into_id)).one_or_none()


def _merged(session: Session, group: Group) -> tuple[Merged, ...]:
    query = select(LeadMergeRow).where(LeadMergeRow.kept_id.in_(group), LeadMergeRow.undone_at.is_(None))
    rows = session.scalars(query.order_by(LeadMergeRow.id)).all()
    return tuple(_merge_from(merge, group[merge.merged_id]) for merge in rows if merge.merged_id in group)


def _merge_from(merge: LeadMergeRow, row: LeadRow) -> Merged:
    return Merged(merge.id, row.reference, row.name, row.organisation, row.created_at, merge.by_id, merge.at)


def _notes(session: Session, group: Group) -> tuple[Note, ...]:
    query = select(LeadNoteRow).where(LeadNoteRow.lead_id.in_(group)).order_by(LeadNoteRow.created_at, LeadNoteRow.id)
    return tuple(
        Note(
            row.id,
            group[row.lead_id].reference,
            row.author_id,
            row.text,
            row.created_at,
            row.edited_at,
            row.removed_at,
        )
        for row in session.scalars(query)
    )


def _tasks(session: Session, group: Group) -> tuple[Task, ...]:
    query = select(TaskRow).where(TaskRow.lead_id.in_(group)).order_by(TaskRow.due_at, TaskRow.id)
    return tuple(task_from(row, group[row.lead_id]) for row in session.scalars(query))


def _timeline(session: Session, group: Group, shown: LeadRow) -> tuple[Entry, ...]:
    """Return what happened, oldest first; of a merge what the lead that is shown tells of it."""
    query = select(LeadEventRow).where(LeadEventRow.lead_id.in_(group)).order_by(LeadEventRow.at, LeadEventRow.id)
    twice = {LeadEventKind.MERGED.value, LeadEventKind.UNMERGED.value}
    return tuple(
        Entry(
            group[row.lead_id].reference,
            LeadEvent(LeadEventKind(row.kind), row.at, row.actor, row.details),
        )
        for row in session.scalars(query)
        if row.lead_id == shown.id or row.kind not in twice
    )


def _told(session: Session, group: Group) -> tuple[Told, ...]:
    query = (
        select(OutboxRow, DeliveryRow)
        .outerjoin(DeliveryRow, DeliveryRow.outbox_id == OutboxRow.id)
        .where(OutboxRow.lead_id.in_(group))
        .order_by(OutboxRow.created_at, OutboxRow.id, DeliveryRow.id)
    )
    return tuple(_told_from(entry, delivery) for entry, delivery in session.execute(query))


def _told_from(entry: OutboxRow, delivery: DeliveryRow | None) -> Told:
    if delivery is None:
        planned = None if entry.planned_at is None else "nobody"  # handed out, and no destination wanted it
        return Told(entry.topic, None, planned, 0, entry.created_at, None)
    return Told(
        entry.topic, delivery.destination, delivery.status, delivery.attempts, entry.created_at, delivery.delivered_at
    )


def _staff(session: Session) -> dict[int, Person]:
    query = select(StaffRow).order_by(func.lower(StaffRow.name), StaffRow.id)
    members = (member_from(row) for row in session.scalars(query))
    return {one.id: Person(one.id, one.name, one.may(Permission.WORK_LEADS)) for one in members}
