"""Joins the inbox of leads: its questions, saved views, searches and exports."""

from dataclasses import dataclass

from frontdesk.rendering.lead_files import WRITERS
from frontdesk.services.export_leads import ExportLeads
from frontdesk.services.lead_inbox import LeadInbox
from frontdesk.services.ports import Clock
from frontdesk.services.saved_views import SavedViews
from frontdesk.services.search_slips import SearchSlips
from frontdesk.store.lead_inbox_store import SqlLeadInbox
from frontdesk.store.saved_view_store import SqlSavedViews
from frontdesk.wiring.stores import Stores


@dataclass(frozen=True, slots=True)
class Inbox:
    """The services of the page of leads."""

    leads: LeadInbox
    views: SavedViews
    slips: SearchSlips
    exports: ExportLeads


def open_inbox(stores: Stores, clock: Clock) -> Inbox:
    """Return the services of an installation; what was searched for lives as long as they do."""
    store = SqlLeadInbox(stores.database)
    leads = LeadInbox(store, clock)
    return Inbox(
        leads=leads,
        views=SavedViews(SqlSavedViews(stores.database)),
        slips=SearchSlips(clock),
        exports=ExportLeads(leads, store, WRITERS, stores.audit),
    )
