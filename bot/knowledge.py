"""The knowledge file: names of subjects and example questions of facts, reread when it changes."""

import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple

logger = logging.getLogger(__name__)

CHECK_SECONDS = 1.0


@dataclass(frozen=True)
class KnownSubject:
    """A subject of facts with every name it is known by."""

    id: str
    kind: str
    names: Tuple[str, ...]


@dataclass(frozen=True)
class FactText:
    """A sentence that leads to a fact: an example question, or its own statement; or a near miss, which leads away from it."""

    fact_id: str
    text: str
    is_statement: bool = False
    is_near_miss: bool = False


@dataclass(frozen=True)
class Knowledge:
    """What one version of the file says."""

    version: str = ""
    subjects: Tuple[KnownSubject, ...] = ()
    texts: Tuple[FactText, ...] = ()


def read_knowledge(path: Path) -> Knowledge:
    """Read the file at `path`; raises OSError, ValueError or KeyError where it cannot be read."""
    content: Dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Knowledge(
        version=str(content.get("version", "")),
        subjects=tuple(_subject(item) for item in content.get("subjects", [])),
        texts=tuple(_fact_text(item) for item in content.get("examples", [])),
    )


def _subject(item: Dict[str, Any]) -> KnownSubject:
    names: List[str] = [name for name in item["names"] if name]
    return KnownSubject(item["id"], item.get("kind", ""), tuple(dict.fromkeys(names)))


def _fact_text(item: Dict[str, Any]) -> FactText:
    return FactText(item["fact_id"], item["text"], bool(item.get("statement")), bool(item.get("near_miss")))


class KnowledgeWatch:
    """Gives the file's current content; looks at its time of change at most once a second."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Watch `path`, which may not exist yet."""
        self._path = path
        self._clock = clock
        self._checked_at: Optional[float] = None
        self._signature: Optional[Tuple[int, int, int]] = None
        self._knowledge = Knowledge()

    def current(self) -> Knowledge:
        """Return the content; the same object as long as the file did not change."""
        now = self._clock()
        if self._checked_at is None or now - self._checked_at >= CHECK_SECONDS:
            self._checked_at = now
            self._reread_if_changed()
        return self._knowledge

    def _reread_if_changed(self) -> None:
        signature = self._file_signature()
        if signature is None or signature == self._signature:
            return
        try:
            self._knowledge = read_knowledge(self._path)
        except (OSError, ValueError, KeyError):
            # The old knowledge stays in use: a broken file must not silence the assistant.
            logger.exception("The knowledge file %s could not be read", self._path)
            return
        self._signature = signature

    def _file_signature(self) -> Optional[Tuple[int, int, int]]:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
