"""Which stored events of a conversation are needed to go on with it."""

from typing import Any, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

RESTARTS = ("session_started", "restart")
SLOT_RESETS = (*RESTARTS, "reset_slots")


class EventQueries:
    """Queries on the table of events, each answered from an index, however long the conversation is."""

    def __init__(self, table: Any) -> None:
        """Query `table`, the mapped class of events."""
        self._table = table

    def recent(self, session: Session, sender_id: str, turns: int) -> List[str]:
        """Return the events of the last `turns` user messages as JSON, and before them what still holds.

        What still holds is the last value of each slot and the last active form since they were last reset: they are the
        same as all of them, applied one after the other.
        """
        first = self._window_start(session, sender_id, turns)
        held = self._held(session, sender_id, first) if first else []
        table = self._table
        window = session.query(table.id, table.data).filter(table.sender_id == sender_id, table.id >= first)
        return [data for _, data in sorted([*held, *window.all()])]

    def all_of(self, session: Session, sender_id: str) -> List[str]:
        """Return every event as JSON."""
        table = self._table
        query = session.query(table.data).filter(table.sender_id == sender_id).order_by(table.id)
        return [data for (data,) in query.all()]

    def _window_start(self, session: Session, sender_id: str, turns: int) -> int:
        """Return the id after the listening before the first message of the window; 0 for the whole conversation."""
        message = self._nth_last_message(session, sender_id, turns)
        if message is None:
            return self._last_of(session, sender_id, ("restart",)) or 0
        table = self._table
        listening = session.query(sa.func.max(table.id)).filter(
            table.sender_id == sender_id, table.type_name == "action", table.id < message
        )
        return listening.scalar() or message

    def _nth_last_message(self, session: Session, sender_id: str, turns: int) -> Optional[int]:
        table = self._table
        query = session.query(table.id).filter(table.sender_id == sender_id, table.type_name == "user")
        found: Optional[int] = query.order_by(table.id.desc()).offset(turns - 1).limit(1).scalar()
        return found

    def _last_of(self, session: Session, sender_id: str, types: Sequence[str], before: Optional[int] = None) -> int:
        table = self._table
        last = 0
        # one query a type: each is a look at the end of one stretch of the index
        for type_name in types:
            query = session.query(sa.func.max(table.id)).filter(
                table.sender_id == sender_id, table.type_name == type_name
            )
            if before is not None:
                query = query.filter(table.id < before)
            last = max(last, query.scalar() or 0)
        return last

    def _held(self, session: Session, sender_id: str, before: int) -> List[Any]:
        table = self._table
        since = self._last_of(session, sender_id, SLOT_RESETS, before)
        slots = (
            session.query(sa.func.max(table.id))
            .filter(table.sender_id == sender_id, table.type_name == "slot", table.id < before, table.id > since)
            .group_by(table.action_name)
        )
        ids = [number for (number,) in slots.all()]
        form = self._last_of(session, sender_id, ("active_loop",), before)
        if form > self._last_of(session, sender_id, RESTARTS, before):
            ids.append(form)
        return session.query(table.id, table.data).filter(table.id.in_(ids)).all() if ids else []
