"""Enquiries on this machine's disk while the database is away: one file each, readable by the owner only, whole or not there."""

import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from frontdesk.qualification.model import Lead, OutboxEntry
from frontdesk.store.spool_file import Waiting, read, written

_LOG = logging.getLogger(__name__)
_READY, _DRAFT, _BROKEN = ".json", ".draft", ".broken"


class FileSpool:
    """Fills the port LeadSpool with a folder. Several processes may use it: a file appears and disappears in one step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, lead: Lead, outbox: Sequence[OutboxEntry]) -> None:
        """Keep the lead; on return it is on the disk. Raises OSError where the disk refuses."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._place(lead.enquiry.enquiry_id)
        draft = place.with_suffix(f".{os.getpid()}{_DRAFT}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(written(lead, outbox))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
        self._sync_folder()

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits, oldest first. A file that cannot be read is put aside for staff and reported in the log."""
        found = [entry for path in self._folder.glob(f"*{_READY}") if (entry := self._read(path)) is not None]
        return sorted(found, key=lambda entry: entry[0].created_at)

    def remove(self, enquiry_id: str) -> None:
        """Forget one enquiry; nothing happens where it does not wait."""
        self._place(enquiry_id).unlink(missing_ok=True)

    def _place(self, enquiry_id: str) -> Path:
        """Name the file after a hash: an id is nobody's way out of the folder."""
        return self._folder / f"{hashlib.sha256(enquiry_id.encode()).hexdigest()[:32]}{_READY}"

    def _read(self, path: Path) -> Waiting | None:
        try:
            return read(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None  # another process has completed it meanwhile
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
            path.replace(path.with_suffix(_BROKEN))
            _LOG.exception("spooled_enquiry_unreadable", extra={"file": path.name})
            return None

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
