"""Joins what staff work on leads with: their page, whose they are, notes, labels, tasks, merges."""

from dataclasses import dataclass

from frontdesk.leads.office_hours import OfficeHours
from frontdesk.services.lead_labels import LeadLabels
from frontdesk.services.lead_notes import LeadNotes
from frontdesk.services.lead_page import LeadPages
from frontdesk.services.lead_tasks import LeadTasks
from frontdesk.services.link_conversations import LinkConversations
from frontdesk.services.merge_leads import MergeLeads
from frontdesk.services.ports import Clock
from frontdesk.services.work_lead import WorkLead
from frontdesk.store.lead_candidates import SqlCandidates
from frontdesk.store.lead_desk_files import SqlLeadFiles
from frontdesk.store.lead_desk_store import SqlLeadDesk
from frontdesk.store.lead_labels_store import SqlLeadLabels
from frontdesk.store.lead_link_store import SqlConversationLinks
from frontdesk.store.lead_merge_store import SqlLeadMerges
from frontdesk.store.lead_notes_store import SqlLeadNotes
from frontdesk.store.lead_tasks_store import SqlLeadTasks
from frontdesk.wiring.stores import Stores


@dataclass(frozen=True, slots=True)
class LeadWork:
    """The services of a lead's page and of what the inbox does to many leads at once."""

    pages: LeadPages
    work: WorkLead
    notes: LeadNotes
    labels: LeadLabels
    tasks: LeadTasks
    merges: MergeLeads
    links: LinkConversations


def open_lead_work(stores: Stores, clock: Clock, hours: OfficeHours | None = None) -> LeadWork:
    """Return the services of an installation."""
    database = stores.database
    links = SqlConversationLinks(database)
    return LeadWork(
        pages=LeadPages(SqlLeadFiles(database), stores.conversations, SqlCandidates(database), links),
        work=WorkLead(SqlLeadDesk(database), clock),
        notes=LeadNotes(SqlLeadNotes(database), clock),
        labels=LeadLabels(SqlLeadLabels(database), clock),
        tasks=LeadTasks(SqlLeadTasks(database), clock, hours),
        merges=MergeLeads(SqlLeadMerges(database), clock),
        links=LinkConversations(links, clock),
    )
