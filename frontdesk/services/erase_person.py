"""Erases everything a person left: leads and what staff added to them, conversations, what waits on disk, what is still to be sent.

The order makes it safe to be interrupted at any point: first it is noted that the person is to be erased, then what Rasa has to forget,
then the disk and the database. Doing it again completes it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from frontdesk.services.dialogue import PendingErasures
from frontdesk.services.ports import Clock
from frontdesk.staff.member import Actor


class NoAddress(ValueError):
    """What was given is no e-mail address."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is of a person. ``rows`` counts rows by table, ``sent_to`` names the places outside that were told of them.

    ``addresses`` are all they gave: that which was asked for, and those of enquiries that staff linked with theirs.
    """

    addresses: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    sent_to: tuple[str, ...] = ()
    waiting_on_disk: int = 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether there is nothing to erase."""
        return not (self.leads or self.conversations or self.waiting_on_disk or any(self.rows.values()))


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Somebody who was erased: a hash only this installation can make of their address, and until when they were known."""

    mark: str
    at: datetime


class PersonTraces(Protocol):
    """What the database has of persons. Every method raises StoreUnavailable."""

    def find(self, email: str, *, until: datetime) -> Traces:
        """Return what there is of the person with an address; nothing that came later than ``until``."""

    def erase(self, email: str, *, until: datetime, by: Actor, at: datetime) -> Traces:
        """Erase it in one transaction, with an entry in the audit log that names nobody; return what was erased."""

    def addresses(self) -> Iterable[str]:
        """Give every address of a lead, and what looks like one in messages, each once."""


class Spooled(Protocol):
    """Enquiries that wait on disk. Every method raises OSError."""

    def count(self, email: str) -> int:
        """Return how many files name an address."""

    def erase(self, email: str) -> int:
        """Delete them; return how many."""


class Tombstones(Protocol):
    """Who was erased, kept outside the database, so that a restored backup can be erased again. Every method raises OSError."""

    def mark_of(self, email: str) -> str:
        """Return the hash of an address."""

    def add(self, tombstone: Tombstone) -> None:
        """Keep one; on return it is on the disk."""

    def all(self) -> Sequence[Tombstone]:
        """Return every one."""


@dataclass(frozen=True, slots=True)
class Eraser:
    """Everything erasing a person goes through."""

    traces: PersonTraces
    spooled: Spooled
    tombstones: Tombstones
    pending_erasures: PendingErasures
    clock: Clock
    cleared: Callable[[], None]  # what was erased must not stay readable in a journal


def address_of(text: str) -> str:
    """Return an address as all of its spellings are compared. Raises NoAddress."""
    address = text.strip().lower()
    local, _, domain = address.partition("@")
    if not local or "." not in domain or any(letter.isspace() for letter in address):
        raise NoAddress
    return address


def find_person(eraser: Eraser, email: str) -> Traces:
    """Return what erasing an address would erase. Raises NoAddress, StoreUnavailable, OSError."""
    address = address_of(email)
    found = eraser.traces.find(address, until=eraser.clock.now())
    return _with_disk(found, sum(eraser.spooled.count(one) for one in {address, *found.addresses}))


def erase_person(eraser: Eraser, email: str, *, by: Actor) -> Traces:
    """Erase everything of an address, and note that it was. Raises NoAddress, StoreUnavailable, OSError."""
    address, now = address_of(email), eraser.clock.now()
    _bury(eraser, {address}, now)
    return _erase(eraser, address, until=now, by=by)


def erase_again(eraser: Eraser, *, by: Actor) -> Traces:
    """Erase whoever was erased and is there again, as after restoring a backup; not who came back by themselves since.

    Raises StoreUnavailable, OSError.
    """
    until = _latest(eraser.tombstones.all())
    found = Traces()
    for address in eraser.traces.addresses() if until else ():
        at = until.get(eraser.tombstones.mark_of(address))
        if at is not None:
            found = _sum(found, _erase(eraser, address, until=at, by=by))
    return found


def _erase(eraser: Eraser, address: str, *, until: datetime, by: Actor) -> Traces:
    found = eraser.traces.find(address, until=until)
    for conversation_id in found.conversations:
        eraser.pending_erasures.add(conversation_id)
    _bury(eraser, {*found.addresses} - {address}, until)
    files = sum(eraser.spooled.erase(one) for one in {address, *found.addresses})
    erased = eraser.traces.erase(address, until=until, by=by, at=eraser.clock.now())
    for conversation_id in erased.conversations:
        eraser.pending_erasures.add(conversation_id)
    eraser.cleared()
    return _with_disk(erased, files)


def _bury(eraser: Eraser, addresses: Iterable[str], at: datetime) -> None:
    """Note that persons were erased: under every address of theirs, since a backup may be older than the link between them."""
    for address in sorted(addresses):
        eraser.tombstones.add(Tombstone(eraser.tombstones.mark_of(address), at))


def _latest(tombstones: Iterable[Tombstone]) -> Mapping[str, datetime]:
    latest: dict[str, datetime] = {}
    for one in tombstones:
        latest[one.mark] = max(one.at, latest.get(one.mark, one.at))
    return latest


def _with_disk(found: Traces, files: int) -> Traces:
    return replace(found, waiting_on_disk=files)


def _sum(one: Traces, other: Traces) -> Traces:
    rows = {name: one.rows.get(name, 0) + other.rows.get(name, 0) for name in {**one.rows, **other.rows}}
    return Traces(
        addresses=tuple(sorted({*one.addresses, *other.addresses})),
        leads=one.leads + other.leads,
        conversations=one.conversations + other.conversations,
        rows=rows,
        sent_to=tuple(sorted({*one.sent_to, *other.sent_to})),
        waiting_on_disk=one.waiting_on_disk + other.waiting_on_disk,
    )
