"""The curated files as the services ask for them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from frontdesk.fact_files.handed_in import read_document
from frontdesk.fact_files.reader import read_files
from frontdesk.fact_files.writer import fact_entry, write_files
from frontdesk.facts.book import FactBook
from frontdesk.facts.model import Fact


class YamlFactFiles:
    """Fills the port FactFiles."""

    def read(self, paths: Sequence[Path]) -> FactBook:
        """Read files and folders. Raises FactFilesRefused with every problem of every file."""
        return read_files(paths)

    def read_document(self, document: str | Mapping[str, object], called: str, held: FactBook) -> FactBook:
        """Read facts and new subjects handed in as one document. Raises FactFilesRefused with every problem."""
        return read_document(document, called, held)

    def entry(self, fact: Fact) -> dict[str, object]:
        """Return a fact as the keys and values of a document."""
        return fact_entry(fact)

    def write(self, book: FactBook, folder: Path) -> tuple[Path, ...]:
        """Write one file a topic, the subjects and the attributes; return what was written. Raises OSError."""
        return write_files(book, folder)
