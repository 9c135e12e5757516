"""Conversations of one person on several channels: linked with a lead by hand, and parted from it again."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from frontdesk.services.lead_problems import AlreadyTogether, ConversationUnknown
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import LeadWorker
from frontdesk.web.desk.lead import show_lead
from frontdesk.web.desk.lead_form import AtLead, Wrong, back_to_lead
from frontdesk.web.desk.lead_problems import told_as_page

router = APIRouter()


@router.post("/leads/{reference}/links")
def link(at: AtLead, who: LeadWorker, other: Annotated[str, Form(max_length=300)]) -> Response:
    """Link a conversation; ``other`` is the address of its page, or the reference of the lead it led to."""
    try:
        with told_as_page(at.request, but=(AlreadyTogether, ConversationUnknown)):
            at.desk.lead_work.links.link(at.reference, other, by=acting(who.member))
    except ConversationUnknown:
        return show_lead(at, who, wrong=Wrong("link", "lead.error.no_conversation", {"other": other}))
    except AlreadyTogether:
        return show_lead(at, who, wrong=Wrong("link", "lead.error.together", {"other": other}))
    return back_to_lead(at.reference, "lead.said.linked", "linked")


@router.post("/leads/{reference}/links/{link_id}/undo")
def unlink(at: AtLead, who: LeadWorker, link_id: int) -> Response:
    """Part a conversation from a lead again."""
    with told_as_page(at.request):
        at.desk.lead_work.links.unlink(link_id, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.unlinked", "linked")
