"""Merging leads and parting them again: what changed is written down, so that it can be taken back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from frontdesk.leads.event import LeadEventKind
from frontdesk.leads.merging import Standing, consent_state, is_left_unanswered, standing_after
from frontdesk.leads.task import TaskKind
from frontdesk.qualification.model import LeadStatus
from frontdesk.services.audit import AuditAction
from frontdesk.services.lead_problems import CannotMerge, ConsentDiffers, LeadNotFound, NotAssignable
from frontdesk.services.lead_tasks import NewTask
from frontdesk.staff.member import Actor
from frontdesk.store.lead_consents import consents_of
from frontdesk.store.lead_desk_changes import Change, in_one_order
from frontdesk.store.lead_desk_tables import LeadLabelRow, LeadMergeRow, NotDuplicateRow, TaskRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.lead_tasks_store import make_task
from frontdesk.store.session import Database

_STANDING = ("status", "due_at", "owner_id", "assigned_at", "answered_at")


class SqlLeadMerges:
    """Fills the port MergeStore. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, kept: str, merged: str, *, by: Actor, at: datetime) -> None:
        """Make one lead part of another. Raises LeadNotFound, MergedAway, ConsentDiffers and CannotMerge."""
        if kept == merged or by.staff_id is None:
            raise CannotMerge
        with self._database.writing() as session:
            change = Change(session, by, at)
            held = {reference: change.lead(reference) for reference in in_one_order(session, [kept, merged])}
            _check_consent(change, held[kept], held[merged])
            before = _join(change, held[kept], held[merged])
            ids = {"kept_id": held[kept].id, "merged_id": held[merged].id, "by_id": by.staff_id}
            session.add(LeadMergeRow(**ids, at=at, before=before))
            _tell(change, held[kept], held[merged], LeadEventKind.MERGED, AuditAction.MERGED)

    def undo(self, merge_id: int, *, by: Actor, at: datetime) -> tuple[str, str]:
        """Part two leads again and return the references of the kept and the other. Raises LeadNotFound."""
        with self._database.writing() as session:
            change = Change(session, by, at)
            row = session.scalars(
                select(LeadMergeRow).where(LeadMergeRow.id == merge_id).with_for_update()
            ).one_or_none()
            if row is None or row.undone_at is not None:
                raise LeadNotFound
            pair = [session.get_one(LeadRow, lead_id).reference for lead_id in (row.kept_id, row.merged_id)]
            held = {reference: change.any_lead(reference) for reference in in_one_order(session, pair)}
            kept, merged = (held[reference] for reference in pair)
            _part(change, kept, merged, row.before)
            row.undone_at = at
            _tell(change, kept, merged, LeadEventKind.UNMERGED, AuditAction.UNMERGED)
            return kept.reference, merged.reference

    def tell_apart(self, one: str, other: str, *, by: Actor, at: datetime) -> None:
        """Note that two leads are different enquiries, so that they are not suggested again. Raises LeadNotFound."""
        if one == other or by.staff_id is None:
            raise CannotMerge
        with self._database.writing() as session:
            change = Change(session, by, at)
            held = [change.any_lead(reference) for reference in in_one_order(session, [one, other])]
            first, second = sorted(row.id for row in held)
            if session.get(NotDuplicateRow, (first, second)) is None:
                session.add(NotDuplicateRow(first_id=first, second_id=second, by_id=by.staff_id, at=at))
                change.log(held[0], AuditAction.CHANGED, {"not_duplicate_of": held[1].reference})


def standing_of(row: LeadRow) -> Standing:
    """Return how the lead of a row stands."""
    return Standing(LeadStatus(row.status), row.due_at, row.owner_id, row.assigned_at, row.answered_at)


def _check_consent(change: Change, kept: LeadRow, merged: LeadRow) -> None:
    agreed = consents_of(change.session, [kept.id, merged.id])
    if consent_state(agreed[kept.id]) != consent_state(agreed[merged.id]):
        raise ConsentDiffers


def _join(change: Change, kept: LeadRow, merged: LeadRow) -> dict[str, Any]:
    """Let the kept lead take over what it must, and return what undoing needs."""
    before, other = standing_of(kept), standing_of(merged)
    after = standing_after(before, other)
    was, now = asdict(before), asdict(after)
    for name in _STANDING:
        setattr(kept, name, now[name])
    merged.merged_into_id = kept.id
    return {
        "kept": {name: [_plain(was[name]), _plain(now[name])] for name in _STANDING if was[name] != now[name]},
        "labels": _take_over_labels(change, kept, merged),
        "task_id": _ask_for_answer(change, kept, merged) if is_left_unanswered(before, other) else None,
    }


def _take_over_labels(change: Change, kept: LeadRow, merged: LeadRow) -> list[int]:
    query = select(LeadLabelRow.lead_id, LeadLabelRow.label_id).where(LeadLabelRow.lead_id.in_([kept.id, merged.id]))
    labels: dict[int, set[int]] = {kept.id: set(), merged.id: set()}
    for lead_id, label_id in change.session.execute(query):
        labels[lead_id].add(label_id)
    added = sorted(labels[merged.id] - labels[kept.id])
    change.session.add_all(LeadLabelRow(lead_id=kept.id, label_id=label_id) for label_id in added)
    return added


def _ask_for_answer(change: Change, kept: LeadRow, merged: LeadRow) -> int:
    """The visitor was promised an answer to the second enquiry too."""
    try:
        return make_task(change, kept, TaskKind.SECOND_ENQUIRY, NewTask("", merged.due_at, kept.owner_id)).id
    except NotAssignable:
        return make_task(change, kept, TaskKind.SECOND_ENQUIRY, NewTask("", merged.due_at, None)).id


def _part(change: Change, kept: LeadRow, merged: LeadRow, before: dict[str, Any]) -> None:
    """Give back what merging changed, unless somebody has changed it since."""
    for name, (was, became) in before["kept"].items():
        if _plain(getattr(kept, name)) == became:
            setattr(kept, name, _value(name, was))
    merged.merged_into_id = None
    ours = (LeadLabelRow.lead_id == kept.id, LeadLabelRow.label_id.in_(before["labels"]))
    change.session.execute(delete(LeadLabelRow).where(*ours))
    undone = (TaskRow.id == before["task_id"], TaskRow.done_at.is_(None))
    change.session.execute(delete(TaskRow).where(*undone))


def _tell(change: Change, kept: LeadRow, merged: LeadRow, kind: LeadEventKind, action: AuditAction) -> None:
    change.tell(kept, kind, {"other": merged.reference})
    change.tell(merged, kind, {"other": kept.reference})
    change.log(kept, action, {"merged": merged.reference})
    change.log(merged, action, {"kept": kept.reference})


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _value(name: str, plain: str | int | None) -> object:
    return datetime.fromisoformat(plain) if isinstance(plain, str) and name.endswith("_at") else plain
