"""Whether the audit log is whole: every entry is sealed with the one before it, and the last one known is still there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from itertools import pairwise
from typing import Protocol

from frontdesk.services.audit_seal import FIRST_SEAL, SealedEntry, seal_of

BATCH = 1000


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last entry at some moment, or 0 before the first one; whoever knows it notices when the log ends before."""

    number: int
    seal: str


class Fault(StrEnum):
    """What is wrong with the first broken entry."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    MOVED = "moved"
    CUT_OFF = "cut_off"  # it was known to be there, and the log ends before it
    REWRITTEN = "rewritten"  # the chain is whole, but this entry is not the one that was known
    HEAD_CHANGED = "head_changed"  # the note of the last entry, outside the database, is not one of ours


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row whose values cannot be what was written."""

    number: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not as it was written, and why."""

    number: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What a walk through the log found. ``known_head`` is none where nothing outside the database told where the log ends."""

    entries: int
    head: AuditHead
    known_head: AuditHead | None
    broken: Broken | None


class HeadChanged(Exception):
    """The note of the last entry was not written by this installation."""


class AuditPages(Protocol):
    """Where the log is read. Raises StoreUnavailable."""

    def sealed_after(self, number: int | None, *, limit: int) -> Sequence[SealedEntry | Unreadable]:
        """Return entries in the order of their numbers; all of them from the smallest number on for none."""


class AuditHeads(Protocol):
    """Where the last entry is noted, outside the database."""

    def known(self) -> AuditHead | None:
        """Return the last entry noted. Raises HeadChanged, OSError."""

    def keep(self, head: AuditHead) -> None:
        """Note the last entry. Raises OSError."""


def check_audit(pages: AuditPages, heads: AuditHeads, key: bytes, *, told: AuditHead | None = None) -> AuditCheck:
    """Walk through the whole log. ``told`` is a head that was printed earlier. Raises StoreUnavailable, OSError."""
    try:
        known = heads.known()
    except HeadChanged:
        return AuditCheck(0, AuditHead(0, FIRST_SEAL), None, Broken(0, Fault.HEAD_CHANGED))
    return _Walk(pages, key, tuple(head for head in (known, told) if head is not None)).to_the_end(known)


class _Walk:
    """One walk from the first entry to the last."""

    def __init__(self, pages: AuditPages, key: bytes, known: Sequence[AuditHead]) -> None:
        self._pages = pages
        self._key = key
        self._known = known
        self._head = AuditHead(0, FIRST_SEAL)

    def to_the_end(self, known: AuditHead | None) -> AuditCheck:
        """Return what was found."""
        broken = next(self._faults(), None)
        return AuditCheck(self._head.number, self._head, known, broken)

    def _faults(self) -> Iterator[Broken]:
        for entry, following in pairwise(_with_end(self._pages)):
            if entry is not None:
                yield from self._ill_placed(entry)
            if not isinstance(entry, SealedEntry):
                yield Broken(self._head.number + 1, Fault.CHANGED)
            elif not self._fits(entry, self._head.seal, entry.number):
                yield Broken(entry.number, self._why(entry, following))
            else:
                self._head = AuditHead(entry.number, entry.seal)
                yield from self._unlike_known()
        yield from self._cut_off()

    def _ill_placed(self, entry: SealedEntry | Unreadable) -> Iterator[Broken]:
        due = self._head.number + 1
        if entry.number < due:
            yield Broken(entry.number, Fault.INSERTED)
        elif entry.number > due:
            yield Broken(due, Fault.MISSING)

    def _why(self, entry: SealedEntry, following: SealedEntry | Unreadable | None) -> Fault:
        """Tell what was done to an entry whose seal does not fit, from how the next one would fit."""
        number = entry.number
        if not isinstance(following, SealedEntry):
            return (
                Fault.INSERTED if self._known and number > max(head.number for head in self._known) else Fault.CHANGED
            )
        if self._fits(following, self._head.seal, number):
            return Fault.MOVED if self._fits(entry, following.seal, number + 1) else Fault.INSERTED
        return Fault.MISSING if self._fits(following, entry.seal, following.number + 1) else Fault.CHANGED

    def _fits(self, entry: SealedEntry, before: str, number: int) -> bool:
        return compare_digest(seal_of(entry, before=before, key=self._key, number=number), entry.seal)

    def _unlike_known(self) -> Iterator[Broken]:
        for head in self._known:
            if head.number == self._head.number and not self._head.seal.startswith(head.seal):
                yield Broken(head.number, Fault.REWRITTEN)

    def _cut_off(self) -> Iterator[Broken]:
        if any(head.number > self._head.number for head in self._known):
            yield Broken(self._head.number + 1, Fault.CUT_OFF)


def _with_end(pages: AuditPages) -> Iterator[SealedEntry | Unreadable | None]:
    """Every row in the order of the numbers, and none at the end."""
    last: int | None = None
    while page := pages.sealed_after(last, limit=BATCH):
        yield from page
        last = page[-1].number
    yield None
