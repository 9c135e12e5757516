"""The curated files as the services ask for them."""

from collections.abc import Sequence
from pathlib import Path

from frontdesk.fact_files.reader import read_files
from frontdesk.fact_files.writer import write_files
from frontdesk.facts.book import FactBook


class YamlFactFiles:
    """Fills the port FactFiles."""

    def read(self, paths: Sequence[Path]) -> FactBook:
        """Read files and folders. Raises FactFilesRefused with every problem of every file."""
        return read_files(paths)

    def write(self, book: FactBook, folder: Path) -> tuple[Path, ...]:
        """Write one file a topic, the subjects and the attributes; return what was written. Raises OSError."""
        return write_files(book, folder)
