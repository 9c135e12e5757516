"""What staff do with leads: take and give them, move them along, decide what they are worth; one at a time or many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.lead_problems import LeadProblem
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor

LONGEST_REASON = 1_000
MOST_AT_ONCE = 200


class ReasonMissing(Exception):
    """An outcome is overridden with a reason others can read."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whom leads go to; nobody where ``to_id`` is none. ``seen_owner_id`` is whose one was when the form was shown, if ``is_seen``."""

    to_id: int | None
    seen_owner_id: int | None = None
    is_seen: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Where leads move. ``seen`` is the status one had when the form was shown."""

    to: LeadStatus
    seen: LeadStatus | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Overriding:
    """What a person thinks of a lead and why; without an outcome the rules are followed again."""

    outcome: Outcome | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of each of several leads, by reference: done, or why not."""

    done: tuple[str, ...]
    refused: Mapping[str, LeadProblem]


class LeadDesk(Protocol):
    """Where leads are worked on, each call in one transaction. Every method raises StoreUnavailable."""

    def take(self, references: Sequence[str], *, by: Actor, at: datetime) -> Bulk:
        """Give leads that nobody has to whoever takes them."""

    def assign(self, references: Sequence[str], assignment: Assignment, *, by: Actor, at: datetime) -> Bulk:
        """Give leads to somebody, or to nobody."""

    def move(self, references: Sequence[str], move: Move, *, by: Actor, at: datetime) -> Bulk:
        """Move leads along the pipeline."""

    def override(self, reference: str, overriding: Overriding, *, by: Actor, at: datetime) -> None:
        """Set what a person thinks of a lead, or leave it to the rules again. Raises LeadNotFound and MergedAway."""


class WorkLead:
    """The service of the lead's page and the inbox. Methods for one lead raise a LeadProblem; those for many tell them."""

    def __init__(self, desk: LeadDesk, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def take(self, reference: str, *, by: Actor) -> None:
        """Take a lead that nobody has. Raises OwnedByAnother where somebody was quicker."""
        _only(self.take_many([reference], by=by))

    def assign(self, reference: str, to_id: int, *, seen_owner_id: int | None, by: Actor) -> None:
        """Give a lead to a colleague. Raises OwnedByAnother where it changed hands meanwhile, and NotAssignable."""
        assignment = Assignment(to_id, seen_owner_id, is_seen=True)
        _only(self._desk.assign([reference], assignment, by=by, at=self._clock.now()))

    def release(self, reference: str, *, seen_owner_id: int | None, by: Actor) -> None:
        """Give a lead back to nobody. Raises OwnedByAnother where it changed hands meanwhile."""
        assignment = Assignment(None, seen_owner_id, is_seen=True)
        _only(self._desk.assign([reference], assignment, by=by, at=self._clock.now()))

    def move(self, reference: str, move: Move, *, by: Actor) -> None:
        """Move a lead along the pipeline. Raises MovedMeanwhile and CannotFollow."""
        _only(self._desk.move([reference], _shortened(move), by=by, at=self._clock.now()))

    def override(self, reference: str, outcome: Outcome, reason: str, *, by: Actor) -> None:
        """Decide otherwise than the rules. Raises ReasonMissing."""
        written = reason.strip()[:LONGEST_REASON]
        if not written:
            raise ReasonMissing
        self._desk.override(reference, Overriding(outcome, written), by=by, at=self._clock.now())

    def follow_rules(self, reference: str, *, by: Actor) -> None:
        """Take a decision back, so that what the rules say holds again."""
        self._desk.override(reference, Overriding(None), by=by, at=self._clock.now())

    def take_many(self, references: Sequence[str], *, by: Actor) -> Bulk:
        """Take leads; those that somebody else has stay theirs."""
        return self._desk.take(references[:MOST_AT_ONCE], by=by, at=self._clock.now())

    def assign_many(self, references: Sequence[str], to_id: int | None, *, by: Actor) -> Bulk:
        """Give leads to a colleague, or to nobody, whoever has them now."""
        return self._desk.assign(references[:MOST_AT_ONCE], Assignment(to_id), by=by, at=self._clock.now())

    def move_many(self, references: Sequence[str], to: LeadStatus, *, by: Actor) -> Bulk:
        """Move leads; those that may not go there stay where they are."""
        return self._desk.move(references[:MOST_AT_ONCE], Move(to), by=by, at=self._clock.now())


def _only(bulk: Bulk) -> None:
    for problem in bulk.refused.values():
        raise problem


def _shortened(move: Move) -> Move:
    return Move(move.to, move.seen, move.reason.strip()[:LONGEST_REASON])
