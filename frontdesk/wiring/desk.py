"""Joins what the lead desk works with."""

from dataclasses import dataclass

from frontdesk.services.audit import AuditLog
from frontdesk.services.delivery_desk import DeliveryDesk
from frontdesk.services.erase_person import Eraser
from frontdesk.services.insight_figures import Insight
from frontdesk.services.noted_views import NotedViews
from frontdesk.services.ports import Clock
from frontdesk.services.staff_sessions import StaffSessions
from frontdesk.settings import Settings
from frontdesk.store.insight_store import SqlInsight
from frontdesk.wiring.accounts import Accounts, open_accounts, open_sessions
from frontdesk.wiring.auditing import Auditing, open_auditing
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.deliveries import open_deliveries
from frontdesk.wiring.erasing import open_eraser
from frontdesk.wiring.inbox import Inbox, open_inbox
from frontdesk.wiring.knowledge import KnowledgeDesk
from frontdesk.wiring.lead_work import LeadWork, open_lead_work
from frontdesk.wiring.live import LiveDesk
from frontdesk.wiring.promises import PromiseDesk, open_promises
from frontdesk.wiring.response_clock import response_clock
from frontdesk.wiring.stores import Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk's routes work with; one for each process."""

    settings: Settings
    clock: Clock
    audit: AuditLog
    views: NotedViews
    auditing: Auditing
    insight: Insight
    eraser: Eraser
    sessions: StaffSessions
    stores: Stores
    live: LiveDesk
    accounts: Accounts
    deliveries: DeliveryDesk
    knowledge: KnowledgeDesk
    lead_work: LeadWork
    promises: PromiseDesk
    inbox: Inbox


def open_desk(settings: Settings, stores: Stores, live: LiveDesk) -> Desk:
    """Return the desk of an installation; it connects to nothing yet."""
    clock = SystemClock()
    sessions = open_sessions(settings, stores, clock)
    return Desk(
        settings=settings,
        clock=clock,
        audit=stores.audit,
        views=NotedViews(stores.audit),
        auditing=open_auditing(settings, stores),
        insight=Insight(SqlInsight(stores.database), clock),
        eraser=open_eraser(settings, stores),
        sessions=sessions,
        stores=stores,
        live=live,
        accounts=open_accounts(settings, stores, sessions, clock),
        deliveries=open_deliveries(settings, stores, clock),
        knowledge=KnowledgeDesk(settings, stores),
        lead_work=open_lead_work(stores, clock, response_clock(settings).hours),
        promises=open_promises(settings, stores, clock),
        inbox=open_inbox(stores, clock),
    )
