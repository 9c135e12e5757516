"""The knowledge of this moment: read again when the fact store changed or the day did, kept while the database is away."""

import logging
import threading
from collections.abc import Callable
from datetime import date
from time import monotonic

from frontdesk.facts.knowledge import Knowledge
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.ports import Clock, FactStore

log = logging.getLogger(__name__)


class CurrentKnowledge:
    """Fills the port KnowledgeSource. Looks for a change at most once in ``check_seconds``."""

    def __init__(
        self, store: FactStore, clock: Clock, *, check_seconds: float = 1.0, seconds: Callable[[], float] = monotonic
    ) -> None:
        self._store = store
        self._clock = clock
        self._check_seconds = check_seconds
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: Knowledge | None = None
        self._day: date | None = None
        self._checked_at = 0.0

    def current(self) -> Knowledge:
        """Return the published facts that are valid today; the last known ones while the database is away.

        Raises StoreUnavailable where it is away and nothing was ever read.
        """
        with self._lock:
            if self._known is None or self._seconds() - self._checked_at >= self._check_seconds:
                self._known = self._newest(self._known)
                self._checked_at = self._seconds()
            return self._known

    def _newest(self, known: Knowledge | None) -> Knowledge:
        today = self._clock.now().date()
        try:
            if known is not None and self._day == today and known.version == self._store.knowledge_version():
                return known
            newest = self._store.knowledge(today)
        except StoreUnavailable:
            if known is None:
                raise
            log.warning("the database is away: answering from version %d of the facts", known.version)
            return known
        self._day = today
        return newest
