"""Example questions that visitors taught: added to a fact as a version of it, and kept when the files, which lack them, are imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.facts.book import FactBook, FactVersion
from frontdesk.facts.errors import FactNotFound
from frontdesk.facts.model import Fact
from frontdesk.services.review import Wording
from frontdesk.store.fact_import import Stamp, add_logged, locked_state
from frontdesk.store.fact_rows import fact_from
from frontdesk.store.fact_tables import FactRow, FactVersionRow, LearnedWordingRow
from frontdesk.values import Language


def with_learned(session: Session, book: FactBook) -> FactBook:
    """Return the book with the wordings that its facts were taught."""
    taught = _by_fact(_learned(session))
    return replace(book, facts=tuple(_taught(fact, taught.get(fact.id, ())) for fact in book.facts))


def learn(session: Session, wordings: Sequence[Wording], stamp: Stamp) -> tuple[FactVersion, ...]:
    """Add wordings to their facts; one that a fact has already changes nothing. Raises FactNotFound."""
    state = locked_state(session)
    changed = (_version(session, fact_id, added, stamp) for fact_id, added in _by_fact(wordings).items())
    versions = [version for version in changed if version is not None]
    if versions:
        state.version += 1
    return tuple(versions)


def unlearn(session: Session, wording: Wording, stamp: Stamp) -> FactVersion | None:
    """Take a learned wording back from its fact; none where the fact did not learn it, or lost it since."""
    state = locked_state(session)
    taught = session.scalars(
        select(LearnedWordingRow).where(
            LearnedWordingRow.fact_id == wording.fact_id,
            LearnedWordingRow.language == wording.language.value,
            LearnedWordingRow.text == wording.text,
        )
    ).one_or_none()
    if taught is None:
        return None
    session.delete(taught)
    fact = _current(session, wording.fact_id)
    left = tuple(text for text in fact.examples.get(wording.language, ()) if text != wording.text)
    poorer = replace(fact, examples={**fact.examples, wording.language: left})
    if left == fact.examples.get(wording.language, ()):
        return None
    state.version += 1
    return add_logged(session, poorer, stamp)


def _learned(session: Session, fact_id: str | None = None) -> Iterable[Wording]:
    """Return what was learned, of one fact or of all, the oldest first."""
    rows = select(LearnedWordingRow).order_by(LearnedWordingRow.id)
    if fact_id is not None:
        rows = rows.where(LearnedWordingRow.fact_id == fact_id)
    return (Wording(row.fact_id, Language(row.language), row.text) for row in session.scalars(rows))


def _by_fact(wordings: Iterable[Wording]) -> dict[str, list[Wording]]:
    grouped: dict[str, list[Wording]] = {}
    for wording in wordings:
        grouped.setdefault(wording.fact_id, []).append(wording)
    return grouped


def _version(session: Session, fact_id: str, wordings: Sequence[Wording], stamp: Stamp) -> FactVersion | None:
    fact = _current(session, fact_id)
    richer = _taught(fact, wordings)
    known = {*_learned(session, fact_id)}  # a restored version may lack what was learned
    new = [one for one in wordings if not _has(fact.examples, one) and one not in known]
    session.add_all(
        LearnedWordingRow(fact_id=fact_id, language=one.language.value, text=one.text, author=stamp.author, at=stamp.at)
        for one in dict.fromkeys(new)
    )
    return None if richer == fact else add_logged(session, richer, stamp)


def _current(session: Session, fact_id: str) -> Fact:
    identity = session.get(FactRow, fact_id)
    if identity is None:
        raise FactNotFound(fact_id)
    return fact_from(session.get_one(FactVersionRow, (fact_id, identity.current_version)))


def _taught(fact: Fact, wordings: Iterable[Wording]) -> Fact:
    examples = dict(fact.examples)
    for wording in wordings:
        if not _has(examples, wording):
            examples[wording.language] = (*examples.get(wording.language, ()), wording.text)
    return replace(fact, examples=examples) if examples != fact.examples else fact


def _has(examples: Mapping[Language, tuple[str, ...]], wording: Wording) -> bool:
    return wording.text.casefold() in (known.casefold() for known in examples.get(wording.language, ()))
