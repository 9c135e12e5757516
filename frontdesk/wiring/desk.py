"""Joins what the lead desk works with."""

from dataclasses import dataclass

from frontdesk.services.audit import AuditLog
from frontdesk.services.ports import Clock
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.settings import Settings
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.knowledge import KnowledgeDesk
from frontdesk.wiring.stores import Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk's routes work with; one for each process."""

    settings: Settings
    clock: Clock
    audit: AuditLog
    sessions: StaffSessions
    stores: Stores
    knowledge: KnowledgeDesk


def open_desk(settings: Settings, stores: Stores) -> Desk:
    """Return the desk of an installation; it connects to nothing yet."""
    clock = SystemClock()
    return Desk(
        settings=settings,
        clock=clock,
        audit=stores.audit,
        sessions=StaffSessions(stores.sessions, clock),
        stores=stores,
        knowledge=KnowledgeDesk(settings, stores),
    )
