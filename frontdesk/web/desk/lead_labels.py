"""Labels on a lead."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from frontdesk.leads.label import Tone
from frontdesk.services.lead_notes import TextMissing, TextTooLong
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import LeadWorker
from frontdesk.web.desk.lead import show_lead
from frontdesk.web.desk.lead_form import AtLead, Wrong, back_to_lead
from frontdesk.web.desk.lead_notes import error_of
from frontdesk.web.desk.lead_problems import told_as_page

router = APIRouter()


@router.post("/leads/{reference}/labels")
def put(
    at: AtLead,
    who: LeadWorker,
    name: Annotated[str, Form()] = "",
    tone: Annotated[Tone, Form()] = Tone.GREY,
) -> Response:
    """Put a label on a lead; made where there is none of that name."""
    try:
        with told_as_page(at.request):
            at.desk.lead_work.labels.put_named(at.reference, name, tone, by=acting(who.member))
    except (TextMissing, TextTooLong) as problem:
        wrong = Wrong("label", error_of(problem), {"name": name, "tone": tone.value})
        return show_lead(at, who, wrong=wrong)
    return back_to_lead(at.reference, "lead.said.labelled", "labels")


@router.post("/leads/{reference}/labels/{label_id}/off")
def take_off(at: AtLead, who: LeadWorker, label_id: int) -> Response:
    """Take a label off a lead."""
    with told_as_page(at.request):
        at.desk.lead_work.labels.take_off(at.reference, label_id, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.unlabelled", "labels")
