"""Facts with their history, as answers, imports and staff ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from frontdesk.facts.book import Changes, FactBook, FactVersion, changes
from frontdesk.facts.errors import FactNotFound
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import Fact
from frontdesk.services.review import Wording
from frontdesk.staff.member import Actor
from frontdesk.store.fact_curation import add, supersede, unchanged
from frontdesk.store.fact_filing import note_filed, unfiled_kept
from frontdesk.store.fact_import import Stamp, add_logged, apply_changes, keep_order, locked_state
from frontdesk.store.fact_rows import attribute_from, fact_from, subject_from, version_from
from frontdesk.store.fact_tables import AttributeRow, FactRow, FactVersionRow, KnowledgeState, SubjectRow
from frontdesk.store.fact_wordings import learn, unlearn, with_learned
from frontdesk.store.session import Database


class SqlFactStore:
    """The fact store on SQLite or PostgreSQL. Every method raises StoreUnavailable where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def knowledge_version(self) -> int:
        """Return the number that grows with every change."""
        with self._database.reading() as session:
            return _version(session)

    def knowledge(self, today: date) -> Knowledge:
        """Return the published facts that are still valid on a day, with the version they belong to."""
        with self._database.reading() as session:
            book = _book(session)
            valid = [fact for fact in book.facts if fact.holds_on(today)]
            return Knowledge.of(valid, book.subjects, book.attributes, version=_version(session))

    def book(self) -> FactBook:
        """Return the current version of every fact, drafts and retracted ones too, in the order of the files."""
        with self._database.reading() as session:
            return _book(session)

    def import_book(self, book: FactBook, *, author: str, reason: str, at: datetime, retract_missing: bool) -> Changes:
        """Take over what differs, in one transaction and one at a time, keeping every earlier version; return what changed.

        Wordings that visitors taught a fact stay with it, and so does what staff added, changed or retracted by hand,
        until the files say something else than last time.
        """
        with self._database.writing() as session:
            locked_state(session)
            book, held = with_learned(session, book), _book(session)
            wanted = unfiled_kept(session, held, book, whole=retract_missing)
            found = changes(held, wanted, retract_missing=retract_missing)
            if not found.is_empty:
                apply_changes(session, found, Stamp(author, reason, at))
                keep_order(session, book)
            note_filed(session, _book(session), book, found.retracted)
            return replace(found, kept=_kept(book, wanted))

    def current(self) -> tuple[FactVersion, ...]:
        """Return the current version of every fact with who made it, in the order of the files."""
        with self._database.reading() as session:
            return tuple(version_from(row) for row in session.scalars(_current()))

    def add(
        self, book: FactBook, *, author: str, reason: str, at: datetime, by: Actor | None = None
    ) -> tuple[FactVersion, ...]:
        """Add facts and their new subjects, all or none. Raises FactExists."""
        with self._database.writing() as session:
            return add(session, book, Stamp(author, reason, at, by))

    def supersede(  # noqa: PLR0913  # who, why and when, beside what
        self,
        book: FactBook,
        *,
        author: str,
        reason: str,
        at: datetime,
        by: Actor | None = None,
        seen: Mapping[str, int] | None = None,
    ) -> tuple[FactVersion, ...]:
        """Give facts that differ a new version, all or none; return the new versions. Raises FactNotFound and FactChanged."""
        with self._database.writing() as session:
            return supersede(session, book, Stamp(author, reason, at, by), seen)

    def history(self, fact_id: str) -> tuple[FactVersion, ...]:
        """Return every version of a fact, oldest first. Raises FactNotFound."""
        query = select(FactVersionRow).where(FactVersionRow.fact_id == fact_id).order_by(FactVersionRow.version)
        with self._database.reading() as session:
            versions = tuple(version_from(row) for row in session.scalars(query))
        if not versions:
            raise FactNotFound(fact_id)
        return versions

    def restore(  # noqa: PLR0913  # who, why and when, beside what
        self,
        fact_id: str,
        version: int,
        *,
        author: str,
        reason: str,
        at: datetime,
        by: Actor | None = None,
        seen: int | None = None,
    ) -> FactVersion:
        """Supersede a fact by one of its earlier versions. Raises FactNotFound and FactChanged."""
        with self._database.writing() as session:
            state = locked_state(session)
            unchanged(session, fact_id, {} if seen is None else {fact_id: seen})
            earlier = session.get(FactVersionRow, (fact_id, version))
            if earlier is None:
                raise FactNotFound(fact_id, version)
            state.version += 1
            return add_logged(session, fact_from(earlier), Stamp(author, reason, at, by))

    def learn(
        self, wordings: Sequence[Wording], *, author: str, reason: str, at: datetime, by: Actor | None = None
    ) -> tuple[FactVersion, ...]:
        """Add wordings to the example questions of their facts; return the new versions. Raises FactNotFound."""
        with self._database.writing() as session:
            return learn(session, wordings, Stamp(author, reason, at, by))

    def unlearn(
        self, wording: Wording, *, author: str, reason: str, at: datetime, by: Actor | None = None
    ) -> FactVersion | None:
        """Take back a wording that was learned; none where the fact did not learn it."""
        with self._database.writing() as session:
            return unlearn(session, wording, Stamp(author, reason, at, by))


def _kept(book: FactBook, wanted: FactBook) -> tuple[Fact, ...]:
    pairs = zip(book.facts, wanted.facts, strict=False)  # what ``wanted`` has more was never filed
    return tuple(held for said, held in pairs if said != held)


def _version(session: Session) -> int:
    return session.scalars(select(KnowledgeState.version)).one()


def _current() -> Select[FactVersionRow]:
    held = (FactRow.id == FactVersionRow.fact_id) & (FactRow.current_version == FactVersionRow.version)
    return select(FactVersionRow).join(FactRow, held).order_by(FactRow.position, FactRow.id)


def _book(session: Session) -> FactBook:
    subjects = select(SubjectRow).order_by(SubjectRow.position, SubjectRow.id)
    attributes = select(AttributeRow).order_by(AttributeRow.position, AttributeRow.id)
    return FactBook(
        facts=tuple(fact_from(row) for row in session.scalars(_current())),
        subjects=tuple(subject_from(row) for row in session.scalars(subjects)),
        attributes=tuple(attribute_from(row) for row in session.scalars(attributes)),
    )
