"""Writing changes of facts: versions are added, never edited, and the order of the files is kept; what staff do is logged."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.facts.book import Changes, FactBook, FactVersion
from frontdesk.facts.model import Fact
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.staff.member import Actor
from frontdesk.store.audit_store import note_in
from frontdesk.store.fact_rows import attribute_row, row_from, subject_row
from frontdesk.store.fact_tables import AttributeRow, FactRow, ImportRunRow, KnowledgeState, SubjectRow


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes facts, why and when. ``by`` is none at the command line, where ``author`` is all that is known."""

    author: str
    reason: str
    at: datetime
    by: Actor | None = None

    @property
    def actor(self) -> Actor:
        """Return whoever acts, for the audit log."""
        return self.by or Actor(f"cli:{self.author}")


def locked_state(session: Session) -> KnowledgeState:
    """Return the state of knowledge, holding every other change of facts until this transaction ends."""
    return session.scalars(select(KnowledgeState).with_for_update()).one()


def apply_changes(session: Session, found: Changes, stamp: Stamp) -> int:
    """Write what an import changes, note the run and return the new version of knowledge."""
    for subject in found.subjects:
        session.merge(subject_row(subject, position=0))
    for attribute in found.attributes:
        session.merge(attribute_row(attribute, position=0))
    session.flush()
    for fact in (*found.added, *found.superseded, *found.retracted):
        add_version(session, fact, stamp)
    state = locked_state(session)
    state.version += 1
    run = _run(found, stamp, state.version)
    session.add(run)
    counts = {"added": run.added, "superseded": run.superseded, "retracted": run.retracted}
    action, kind = AuditAction.IMPORTED, ObjectKind.FACT_FILES
    note_in(session, AuditEntry(stamp.at, stamp.actor, action, kind, str(state.version), counts))
    return state.version


def add_version(session: Session, fact: Fact, stamp: Stamp) -> FactVersion:
    """Add a version of a fact and make it the current one."""
    identity = session.get(FactRow, fact.id)
    if identity is None:
        identity = FactRow(id=fact.id, position=0, current_version=0)
        session.add(identity)
    identity.current_version += 1
    session.flush()
    version = FactVersion(fact, identity.current_version, stamp.author, stamp.reason, stamp.at)
    session.add(row_from(version))
    return version


def add_logged(session: Session, fact: Fact, stamp: Stamp) -> FactVersion:
    """Add a version that a person made, and note it in the audit log."""
    made = add_version(session, fact, stamp)
    action = AuditAction.CREATED if made.version == 1 else AuditAction.CHANGED
    details = {"version": made.version, "status": fact.status.value}
    note_in(session, AuditEntry(stamp.at, stamp.actor, action, ObjectKind.FACT, fact.id, details))
    return made


def keep_order(session: Session, book: FactBook) -> None:
    """Note the order of the files; what they leave out comes after, in the order it had."""
    _renumber(list(session.scalars(select(SubjectRow))), [subject.id for subject in book.subjects])
    _renumber(list(session.scalars(select(AttributeRow))), [attribute.id for attribute in book.attributes])
    _renumber(list(session.scalars(select(FactRow))), [fact.id for fact in book.facts])


def _renumber[Row: (SubjectRow, AttributeRow, FactRow)](rows: list[Row], ids: list[str]) -> None:
    place = {id_: index for index, id_ in enumerate(ids)}
    rows.sort(key=lambda row: (place.get(row.id, len(ids)), row.position, row.id))
    for position, row in enumerate(rows, start=1):
        row.position = position


def _run(found: Changes, stamp: Stamp, version: int) -> ImportRunRow:
    return ImportRunRow(
        at=stamp.at,
        author=stamp.author,
        reason=stamp.reason,
        knowledge_version=version,
        added=len(found.added),
        superseded=len(found.superseded),
        retracted=len(found.retracted),
        subjects=len(found.subjects),
        attributes=len(found.attributes),
    )
