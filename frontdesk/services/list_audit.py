"""The audit log as staff look through it: filtered, newest first, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.services.audit_seal import SealedEntry

PAGE = 50
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; empty and none ask for nothing. ``actor`` ending in a colon means all of that sort, as "cli:"."""

    actor: str = ""
    action: str = ""
    object_kind: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None  # not included


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first. ``older`` and ``newer`` are the numbers to go on from, none where there are no more."""

    entries: tuple[SealedEntry, ...]
    older: int | None
    newer: int | None


class AuditListing(Protocol):
    """Where entries are looked up. Raises StoreUnavailable."""

    def before(self, wanted: AuditFilter, number: int | None, *, limit: int) -> Sequence[SealedEntry]:
        """Return the entries with smaller numbers, or all, newest first."""

    def after(self, wanted: AuditFilter, number: int, *, limit: int) -> Sequence[SealedEntry]:
        """Return the entries with larger numbers, oldest first."""


def audit_page(
    listing: AuditListing, wanted: AuditFilter, *, before: int | None = None, after: int | None = None
) -> AuditPage:
    """Return one page: the newest, or the one before or after a number. Raises StoreUnavailable."""
    if after is not None:
        found = tuple(reversed(listing.after(wanted, after, limit=PAGE + 1)))
        shown = found[-PAGE:]
        return AuditPage(shown, shown[-1].number if shown else None, shown[0].number if len(found) > PAGE else None)
    found = tuple(listing.before(wanted, before, limit=PAGE + 1))
    shown = found[:PAGE]
    newer = shown[0].number if before is not None and shown else None
    return AuditPage(shown, shown[-1].number if len(found) > PAGE else None, newer)


def all_entries(listing: AuditListing, wanted: AuditFilter) -> Iterator[SealedEntry]:
    """Give every entry that is wanted, newest first. Raises StoreUnavailable."""
    last: int | None = None
    while batch := listing.before(wanted, last, limit=_BATCH):
        yield from batch
        last = batch[-1].number
