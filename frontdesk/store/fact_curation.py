"""Facts that staff add or change by hand, one version each, placed after those of the files."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.facts.book import FactBook, FactVersion
from frontdesk.facts.errors import FactChanged, FactExists, FactNotFound
from frontdesk.facts.model import Subject
from frontdesk.store.fact_import import Stamp, add_logged, locked_state
from frontdesk.store.fact_rows import fact_from, subject_row
from frontdesk.store.fact_tables import FactRow, FactVersionRow, SubjectRow


def add(session: Session, book: FactBook, stamp: Stamp) -> tuple[FactVersion, ...]:
    """Add facts and the subjects that are new; all or none. Raises FactExists."""
    state = locked_state(session)
    for fact in book.facts:
        if session.get(FactRow, fact.id) is not None:
            raise FactExists(fact.id)
    _add_subjects(session, book.subjects)
    places = range(_last(session, FactRow) + 1, _last(session, FactRow) + 1 + len(book.facts))
    for fact, place in zip(book.facts, places, strict=True):
        session.add(FactRow(id=fact.id, position=place, current_version=0))
    session.flush()
    state.version += 1
    return tuple(add_logged(session, fact, stamp) for fact in book.facts)


def supersede(
    session: Session, book: FactBook, stamp: Stamp, seen: Mapping[str, int] | None = None
) -> tuple[FactVersion, ...]:
    """Give facts a new version where they differ; return the new versions. Raises FactNotFound and FactChanged."""
    state = locked_state(session)
    changed = []
    for fact in book.facts:
        row = unchanged(session, fact.id, seen or {})
        if fact_from(session.get_one(FactVersionRow, (fact.id, row.current_version))) != fact:
            changed.append(fact)
    _add_subjects(session, book.subjects)
    state.version += 1 if changed or book.subjects else 0
    return tuple(add_logged(session, fact, stamp) for fact in changed)


def unchanged(session: Session, fact_id: str, seen: Mapping[str, int]) -> FactRow:
    """Return a fact's identity. Raises FactNotFound, and FactChanged where it has another version than was seen."""
    row = session.get(FactRow, fact_id)
    if row is None:
        raise FactNotFound(fact_id)
    if row.current_version != seen.get(fact_id, row.current_version):
        raise FactChanged(fact_id, row.current_version)
    return row


def _add_subjects(session: Session, subjects: tuple[Subject, ...]) -> None:
    place = _last(session, SubjectRow)
    new = [subject for subject in subjects if session.get(SubjectRow, subject.id) is None]
    session.add_all(subject_row(subject, place + number) for number, subject in enumerate(new, start=1))
    session.flush()


def _last(session: Session, table: type[FactRow | SubjectRow]) -> int:
    return session.scalar(select(func.max(table.position))) or 0
