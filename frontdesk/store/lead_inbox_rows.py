"""Rows of leads as lines of the inbox, with what is shown beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.orm import Session, aliased

from frontdesk.leads.label import Label, Tone
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_inbox import LeadLine
from frontdesk.store.lead_desk_tables import LabelRow, LeadLabelRow, TaskRow
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.staff_tables import StaffRow
from frontdesk.values import Language

_PLAIN = (
    *("id", "reference", "name", "organisation", "country", "sector", "project", "jobs", "channel", "score"),
    *("created_at", "due_at", "answered_at", "owner_id", "investment_eur"),
)
_MADE = ("investment_original", "language", "outcome", "override_outcome", "status")


def lines(session: Session, lead_ids: Sequence[int]) -> tuple[LeadLine, ...]:
    """Return the lines of leads, in the order of their ids; one that was erased meanwhile is left out."""
    if not lead_ids:
        return ()
    rows = {row["id"]: row for row in session.execute(_read().where(LeadRow.id.in_(lead_ids))).mappings()}
    labels, tasks = _labels(session, lead_ids), _tasks(session, lead_ids)
    return tuple(_line(rows[one], labels[one], *tasks.get(one, (0, None))) for one in lead_ids if one in rows)


def _read() -> Select[Any]:
    kept = aliased(LeadRow)
    beside = (StaffRow.name.label("owner"), kept.reference.label("merged_into"))
    found = select(*(getattr(LeadRow, name) for name in (*_PLAIN, *_MADE)), *beside)
    found = found.outerjoin(StaffRow, StaffRow.id == LeadRow.owner_id)
    return found.outerjoin(kept, kept.id == LeadRow.merged_into_id)


def _line(row: RowMapping, labels: Sequence[Label], tasks: int, next_task: datetime | None) -> LeadLine:
    return LeadLine(
        **{name: row[name] for name in (*_PLAIN, "owner", "merged_into")},
        investment=row["investment_original"],
        language=Language(row["language"]),
        outcome=Outcome(row["override_outcome"] or row["outcome"]),
        is_overridden=row["override_outcome"] is not None,
        status=LeadStatus(row["status"]),
        labels=tuple(labels),
        open_tasks=tasks,
        next_task_at=next_task,
    )


def _labels(session: Session, lead_ids: Sequence[int]) -> Mapping[int, list[Label]]:
    query = select(LeadLabelRow.lead_id, LabelRow).join(LabelRow, LabelRow.id == LeadLabelRow.label_id)
    found: defaultdict[int, list[Label]] = defaultdict(list)
    for lead_id, row in session.execute(query.where(LeadLabelRow.lead_id.in_(lead_ids)).order_by(LabelRow.name)):
        found[lead_id].append(Label(row.id, row.name, Tone(row.tone)))
    return found


def _tasks(session: Session, lead_ids: Sequence[int]) -> Mapping[int, tuple[int, datetime]]:
    query = select(TaskRow.lead_id, func.count(), func.min(TaskRow.due_at, type_=TaskRow.due_at.type))
    still = query.where(TaskRow.lead_id.in_(lead_ids), TaskRow.done_at.is_(None)).group_by(TaskRow.lead_id)
    return {lead_id: (number, due) for lead_id, number, due in session.execute(still)}
