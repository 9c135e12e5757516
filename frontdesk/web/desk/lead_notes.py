"""Notes of staff on a lead: everybody reads them, whoever wrote one may correct it or take it back."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from frontdesk.services.lead_notes import TextMissing, TextTooLong
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import LeadWorker
from frontdesk.web.desk.lead import show_lead
from frontdesk.web.desk.lead_form import AtLead, Wrong, back_to_lead
from frontdesk.web.desk.lead_problems import told_as_page

router = APIRouter()

type Written = Annotated[str, Form()]


@router.post("/leads/{reference}/notes")
def add(at: AtLead, who: LeadWorker, text: Written = "") -> Response:
    """Write a note."""
    try:
        with told_as_page(at.request):
            at.desk.lead_work.notes.add(at.reference, text, by=acting(who.member))
    except (TextMissing, TextTooLong) as problem:
        return show_lead(at, who, wrong=Wrong("note", error_of(problem), {"text": text}))
    return back_to_lead(at.reference, "lead.said.noted", "notes")


@router.post("/leads/{reference}/notes/{note_id}")
def edit(at: AtLead, who: LeadWorker, note_id: int, text: Written = "") -> Response:
    """Correct one's own note."""
    try:
        with told_as_page(at.request):
            at.desk.lead_work.notes.edit(note_id, text, by=acting(who.member))
    except (TextMissing, TextTooLong) as problem:
        wrong = Wrong(f"note-{note_id}", error_of(problem), {"text": text})
        return show_lead(at, who, wrong=wrong, editing=note_id)
    return back_to_lead(at.reference, "lead.said.note_changed", "notes")


@router.post("/leads/{reference}/notes/{note_id}/remove")
def remove(at: AtLead, who: LeadWorker, note_id: int) -> Response:
    """Take one's own note back."""
    with told_as_page(at.request):
        at.desk.lead_work.notes.remove(note_id, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.note_removed", "notes")


def error_of(problem: TextMissing | TextTooLong) -> str:
    """Return the name of the text that says what is wrong with what was written."""
    return "lead.error.empty" if isinstance(problem, TextMissing) else "lead.error.too_long"
