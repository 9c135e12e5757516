"""Leads that are one enquiry: merged, parted again, or found to be two after all."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from frontdesk.services.lead_problems import LeadNotFound, LeadProblem
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import LeadWorker
from frontdesk.web.desk.lead import show_lead
from frontdesk.web.desk.lead_form import AtLead, Wrong, back_to_lead
from frontdesk.web.desk.lead_problems import problem_of, told_as_page

router = APIRouter()

type Other = Annotated[str, Form()]


@router.post("/leads/{reference}/merge")
def merge(at: AtLead, who: LeadWorker, other: Other, keep: Annotated[str, Form()] = "") -> Response:
    """Make this lead and another one; ``keep`` is the reference of the one that is kept, this one unless it says otherwise."""
    other = other.strip().upper()
    kept, merged = (other, at.reference) if keep == other else (at.reference, other)
    try:
        at.desk.lead_work.merges.merge(kept, merged, by=acting(who.member))
    except LeadNotFound:
        return show_lead(at, who, wrong=Wrong("merge", "lead.error.unknown", {"other": other}))
    except LeadProblem as problem:
        raise problem_of(at.request, problem) from problem
    return back_to_lead(kept, "lead.said.merged", "duplicates")


@router.post("/leads/{reference}/merges/{merge_id}/undo")
def undo(at: AtLead, who: LeadWorker, merge_id: int) -> Response:
    """Part two leads again."""
    with told_as_page(at.request):
        at.desk.lead_work.merges.undo(merge_id, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.unmerged", "duplicates")


@router.post("/leads/{reference}/different")
def tell_apart(at: AtLead, who: LeadWorker, other: Other) -> Response:
    """Note that two leads are different enquiries, so that they are not suggested again."""
    with told_as_page(at.request):
        at.desk.lead_work.merges.tell_apart(at.reference, other, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.different", "duplicates")
