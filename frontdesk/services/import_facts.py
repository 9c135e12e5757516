"""Take the curated fact files over into the fact store."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.facts.book import Changes
from frontdesk.facts.errors import FactFilesRefused
from frontdesk.services.ports import Clock, FactFiles, FactStore, KnowledgeFile
from frontdesk.services.publish_knowledge import publish_knowledge

__all__ = ["Changes", "FactFilesRefused", "FactImport", "import_facts"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FactImport:
    """What is imported by whom and why. With ``retract_missing``, facts that the files no longer hold are withdrawn."""

    paths: Sequence[Path]
    author: str
    reason: str
    retract_missing: bool = False


@dataclass(frozen=True, slots=True)
class FactDesk:
    """The places facts go through."""

    files: FactFiles
    store: FactStore
    knowledge_file: KnowledgeFile
    clock: Clock


def import_facts(order: FactImport, desk: FactDesk) -> Changes:
    """Import all files or, where any of them has a problem, none; then publish. Importing the same again changes nothing.

    Raises FactFilesRefused, StoreUnavailable, and OSError where the knowledge file cannot be written.
    """
    book = desk.files.read(order.paths)
    changed = desk.store.import_book(
        book, author=order.author, reason=order.reason, at=desk.clock.now(), retract_missing=order.retract_missing
    )
    publish_knowledge(desk.store, desk.knowledge_file, desk.clock)
    log.info(
        "facts: %d new, %d superseded, %d retracted",
        len(changed.added),
        len(changed.superseded),
        len(changed.retracted),
    )
    return changed
