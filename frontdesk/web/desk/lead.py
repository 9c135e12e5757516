"""A lead's page: who asks for what, how it was judged, what was said, what staff did; and the main things to do with it."""

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from frontdesk.leads.pipeline import following
from frontdesk.qualification.model import LeadStatus, Outcome
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.lead_page import LeadView
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.services.work_lead import Move, ReasonMissing
from frontdesk.staff.member import acting
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import LeadReader, LeadWorker
from frontdesk.web.desk.lead_form import NOTHING_WRONG, AtLead, LeadPlace, Wrong, back_to_lead
from frontdesk.web.desk.lead_problems import told_as_page
from frontdesk.web.desk.lead_shown import shown_of
from frontdesk.web.desk.pages import page, reader_language
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()

type Seen = Annotated[int | None, Form()]


@router.get("/leads/{reference}")
def lead(at: AtLead, who: LeadReader, note: Annotated[int | None, Query()] = None) -> Response:
    """Show a lead; ``note`` is the id of one's own note that is to be corrected."""
    return show_lead(at, who, editing=note)


def show_lead(at: LeadPlace, who: SignedIn, *, wrong: Wrong = NOTHING_WRONG, editing: int | None = None) -> Response:
    """Show a lead, with the form that was not accepted as it was. Whoever looks is noted."""
    view = at.desk.lead_work.pages.view(at.reference)
    if view is None:
        raise not_found()
    _note_view(at.desk, who, view)
    return page(
        at.request,
        "lead/page.html",
        status=422 if wrong.form else 200,
        **shown_of(view, at.desk, who, reader_language(at.request)),
        wrong=wrong,
        editing=editing,
        following=following(view.file.lead.status),
        outcomes=tuple(Outcome),
    )


def _note_view(desk: Desk, who: SignedIn, view: LeadView) -> None:
    """Note who saw whose data: this lead's, that of those merged into it and the linked conversations, which are shown with it."""
    reads = who.member.may(Permission.READ_CONVERSATIONS)
    read = reads and view.talk.conversation is not None
    now, by = desk.clock.now(), acting(who.member)
    merged = tuple(one.reference for one in view.file.merged)
    seen = ((view.file.lead.reference, read), *((reference, False) for reference in merged))
    linked = [one.conversation_id for one, talk in view.linked if reads and talk.conversation is not None]
    desk.audit.note(
        [
            *(
                AuditEntry(now, by, AuditAction.VIEWED, ObjectKind.LEAD, reference, {"conversation": with_talk})
                for reference, with_talk in seen
            ),
            *(AuditEntry(now, by, AuditAction.VIEWED, ObjectKind.CONVERSATION, talk) for talk in linked),
        ]
    )


@router.post("/leads/{reference}/take")
def take(
    at: AtLead,
    who: LeadWorker,
) -> Response:
    """Take a lead that nobody has."""
    with told_as_page(at.request):
        at.desk.lead_work.work.take(at.reference, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.taken")


@router.post("/leads/{reference}/assign")
def assign(
    at: AtLead,
    who: LeadWorker,
    to: Annotated[int, Form()],
    seen: Seen = None,
) -> Response:
    """Give a lead to a colleague."""
    with told_as_page(at.request):
        at.desk.lead_work.work.assign(at.reference, to, seen_owner_id=seen, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.taken" if to == who.member.id else "lead.said.assigned")


@router.post("/leads/{reference}/release")
def release(at: AtLead, who: LeadWorker, seen: Seen = None) -> Response:
    """Give a lead back to nobody."""
    with told_as_page(at.request):
        at.desk.lead_work.work.release(at.reference, seen_owner_id=seen, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.released")


@router.post("/leads/{reference}/status")
def move(
    at: AtLead,
    who: LeadWorker,
    to: Annotated[LeadStatus, Form()],
    seen: Annotated[LeadStatus, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Move a lead along the pipeline."""
    with told_as_page(at.request):
        at.desk.lead_work.work.move(at.reference, Move(to, seen, reason), by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.moved")


@router.post("/leads/{reference}/outcome")
def override(
    at: AtLead,
    who: LeadWorker,
    outcome: Annotated[Outcome, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Decide otherwise than the rules."""
    try:
        with told_as_page(at.request):
            at.desk.lead_work.work.override(at.reference, outcome, reason, by=acting(who.member))
    except ReasonMissing:
        wrong = Wrong("outcome", "lead.error.reason", {"outcome": outcome.value})
        return show_lead(at, who, wrong=wrong)
    return back_to_lead(at.reference, "lead.said.overridden", "qualification")


@router.post("/leads/{reference}/outcome/rules")
def follow_rules(
    at: AtLead,
    who: LeadWorker,
) -> Response:
    """Take a decision back, so that what the rules say holds again."""
    with told_as_page(at.request):
        at.desk.lead_work.work.follow_rules(at.reference, by=acting(who.member))
    return back_to_lead(at.reference, "lead.said.rules", "qualification")
