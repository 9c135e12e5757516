"""Views of what asks again by itself: noted in the audit log once for a session and object, not every few seconds."""

from collections import OrderedDict
from threading import Lock

from frontdesk.services.audit import AuditEntry, AuditLog

MOST_REMEMBERED = 20_000

type _View = tuple[str, str, str]


class NotedViews:
    """Notes views. One process remembers what it noted: another, or one begun again, notes it once more. Safe for threads."""

    def __init__(self, audit: AuditLog) -> None:
        self._audit = audit
        self._noted: OrderedDict[_View, None] = OrderedDict()
        self._lock = Lock()

    def note(self, session_id: str, entry: AuditEntry) -> None:
        """Note that somebody opened a page. Raises StoreUnavailable."""
        self._audit.note([entry])
        with self._lock:
            self._noted[_view(session_id, entry)] = None
            while len(self._noted) > MOST_REMEMBERED:
                self._noted.popitem(last=False)

    def note_once(self, session_id: str, entry: AuditEntry) -> None:
        """Note that a page asked for more, unless its session was noted to see the same. Raises StoreUnavailable."""
        with self._lock:
            is_known = _view(session_id, entry) in self._noted
        if not is_known:
            self.note(session_id, entry)


def _view(session_id: str, entry: AuditEntry) -> _View:
    return session_id, entry.object_kind.value, entry.object_id
