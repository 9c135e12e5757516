"""What erasing a person does outside the database: enquiries that wait on disk, and the list of who was erased."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from frontdesk.services.erase_person import Tombstone


class SpoolTraces:
    """Fills the port Spooled: every file of the spool, those that cannot be read and those half written too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def count(self, email: str) -> int:
        """Return how many files name an address."""
        return sum(1 for _ in self._naming(email))

    def erase(self, email: str) -> int:
        """Delete them; return how many."""
        found = list(self._naming(email))
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _naming(self, email: str) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        for path in sorted(self._folder.iterdir()):
            try:
                text = path.read_text(encoding="utf-8", errors="replace")
            except FileNotFoundError:
                continue  # completed meanwhile: it is in the database now
            if email in text.lower():
                yield path


class TombstoneFile:
    """Fills the port Tombstones with a file of one line each; what a crash cut short is not read."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def mark_of(self, email: str) -> str:
        """Return the hash of an address, which nobody can make without the secret of the installation."""
        return hmac.new(self._key, email.encode(), hashlib.sha256).hexdigest()

    def add(self, tombstone: Tombstone) -> None:
        """Keep one; on return it is on the disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"mark": tombstone.mark, "at": tombstone.at.isoformat()})
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"\n{line}\n")  # begins a line of its own, whatever stands before
            file.flush()
            os.fsync(file.fileno())

    def all(self) -> Sequence[Tombstone]:
        """Return every one."""
        try:
            lines = self._path.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return ()
        return [found for line in lines if (found := _read(line)) is not None]


def _read(line: str) -> Tombstone | None:
    try:
        told = json.loads(line)
        return Tombstone(str(told["mark"]), datetime.fromisoformat(told["at"]))
    except (ValueError, KeyError, TypeError):
        return None
