"""What the files said last of each fact: an import takes over what they say differently now, and leaves what staff changed since."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.facts.book import FactBook
from frontdesk.facts.model import Fact
from frontdesk.store.fact_rows import fact_from
from frontdesk.store.fact_tables import FactRow, FactVersionRow
from frontdesk.store.fact_wordings import with_learned


def unfiled_kept(session: Session, held: FactBook, wanted: FactBook, *, whole: bool) -> FactBook:
    """Return what an import wants, with the held wording of every fact that the files state as they did last time.

    Where the files are ``whole``, facts that never stood in them are added, so that they do not count as missing.
    """
    filed = {fact.id: fact for fact in with_learned(session, FactBook(_filed(session))).facts}
    current = {fact.id: fact for fact in held.facts}
    facts = [current[fact.id] if filed.get(fact.id) == fact else fact for fact in wanted.facts]
    if whole:
        named = {fact.id for fact in wanted.facts}
        facts += [fact for fact in held.facts if fact.id not in named and fact.id not in filed]
    return replace(wanted, facts=tuple(facts))


def note_filed(session: Session, held: FactBook, wanted: FactBook, withdrawn: tuple[Fact, ...]) -> None:
    """Remember, after an import, the versions that are what the files say; what was withdrawn stands in them no more."""
    current, gone = {fact.id: fact for fact in held.facts}, {fact.id for fact in withdrawn}
    agreed = {fact.id for fact in wanted.facts if current.get(fact.id) == fact}
    for row in session.scalars(select(FactRow)):
        if row.id in gone:
            row.filed_version = None
        elif row.id in agreed:
            row.filed_version = row.current_version


def _filed(session: Session) -> tuple[Fact, ...]:
    said = select(FactVersionRow).join(
        FactRow, (FactRow.id == FactVersionRow.fact_id) & (FactRow.filed_version == FactVersionRow.version)
    )
    return tuple(fact_from(row) for row in session.scalars(said))
