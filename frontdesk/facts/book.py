"""Everything the fact files hold, drafts and retracted facts too; and what changes when one state follows another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.facts.model import Attribute, Fact, FactStatus, Subject


@dataclass(frozen=True, slots=True)
class FactBook:
    """All facts, subjects and attributes, each in the order of the files."""

    facts: tuple[Fact, ...] = ()
    subjects: tuple[Subject, ...] = ()
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class FactVersion:
    """One state of a fact in its history. ``version`` starts at 1; the highest is the current one."""

    fact: Fact
    version: int
    author: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import does: new facts, facts superseded by another wording, facts withdrawn.

    ``kept`` are those that stay as staff changed them, since the files say nothing new of them.
    """

    added: tuple[Fact, ...] = ()
    superseded: tuple[Fact, ...] = ()
    retracted: tuple[Fact, ...] = ()
    subjects: tuple[Subject, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    reordered: bool = False
    kept: tuple[Fact, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changes."""
        changed = self.added or self.superseded or self.retracted or self.subjects or self.attributes
        return not (changed or self.reordered)


def changes(current: FactBook, wanted: FactBook, *, retract_missing: bool = False) -> Changes:
    """Compare what is held with what is wanted; what ``wanted`` leaves out stays, unless it is to be retracted."""
    held = {fact.id: fact for fact in current.facts}
    return Changes(
        added=tuple(fact for fact in wanted.facts if fact.id not in held),
        superseded=tuple(fact for fact in wanted.facts if fact.id in held and fact != held[fact.id]),
        retracted=_withdrawn(held, wanted) if retract_missing else (),
        subjects=_new_or_changed(current.subjects, wanted.subjects),
        attributes=_new_or_changed(current.attributes, wanted.attributes),
        reordered=_reordered(current.facts, wanted.facts)
        or _reordered(current.subjects, wanted.subjects)
        or _reordered(current.attributes, wanted.attributes),
    )


def _withdrawn(held: Mapping[str, Fact], wanted: FactBook) -> tuple[Fact, ...]:
    kept = {fact.id for fact in wanted.facts}
    return tuple(
        replace(fact, status=FactStatus.RETRACTED)
        for fact in held.values()
        if fact.id not in kept and fact.status is not FactStatus.RETRACTED
    )


def _reordered[T: (Fact, Subject, Attribute)](held: tuple[T, ...], wanted: tuple[T, ...]) -> bool:
    known, kept = {item.id for item in held}, {item.id for item in wanted}
    return [item.id for item in held if item.id in kept] != [item.id for item in wanted if item.id in known]


def _new_or_changed[T: (Subject, Attribute)](held: tuple[T, ...], wanted: tuple[T, ...]) -> tuple[T, ...]:
    known = {item.id: item for item in held}
    return tuple(item for item in wanted if known.get(item.id) != item)
