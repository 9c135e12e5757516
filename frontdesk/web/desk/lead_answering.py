"""Answering a visitor: the panel, what is put into it, and sending it."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.responses import Response

from frontdesk.leads.announcements import Reply
from frontdesk.qualification.model import Lead
from frontdesk.services.answer_lead import ReplyRefused, ReplyTemplate
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import LeadWorker
from frontdesk.web.desk.lead_answer_form import AnswerForm, answer_form, with_addition
from frontdesk.web.desk.lead_form import AtLead, LeadPlace, back_to_lead
from frontdesk.web.desk.lead_problems import told_as_page
from frontdesk.web.desk.pages import is_partial, page
from frontdesk.web.desk.problems import not_found

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Written:
    """What the panel's form holds."""

    form_id: str
    text: str
    facts: tuple[str, ...]
    follow_up_days: int


def _written(
    form_id: Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{16,40}$")],
    follow_up_days: Annotated[int, Form(ge=1, le=60)],
    text: Annotated[str, Form()] = "",
    facts: Annotated[str, Form(max_length=10_000)] = "",
) -> Written:
    return Written(form_id, text, tuple(facts.split()), follow_up_days)


type FromPanel = Annotated[Written, Depends(_written)]


@router.get("/leads/{reference}/answer")
def panel(at: AtLead, who: LeadWorker) -> Response:
    """Show an empty panel."""
    lead = _lead(at)
    at.desk.views.note(who.session_id, _view(at, who, lead))
    return _show(at, answer_form(at.desk.promises.answering, lead))


@router.post("/leads/{reference}/answer/draft")
def put_in(
    at: AtLead,
    who: LeadWorker,
    written: FromPanel,
    template: Annotated[ReplyTemplate | None, Form()] = None,
    fact: Annotated[str, Form()] = "",
) -> Response:
    """Put a template or a fact into what is being written."""
    lead, answering = _lead(at), at.desk.promises.answering
    at.desk.views.note_once(who.session_id, _view(at, who, lead))
    shown = _again(at, lead, written)
    if template is not None:
        text = with_addition(answering, lead, written.text, answering.with_template(lead, template))
        return _show(at, replace(shown, text=text, inserted="answering.inserted_template"))
    told = answering.with_fact(lead, fact)
    if told is None:
        raise not_found()
    text = with_addition(answering, lead, written.text, told)
    used = tuple(dict.fromkeys((*written.facts, fact)))
    return _show(at, replace(shown, text=text, used=used, inserted="answering.inserted_fact"))


@router.post("/leads/{reference}/answer")
def send(at: AtLead, who: LeadWorker, written: FromPanel) -> Response:
    """Send the answer; the same form sends it once."""
    reply = Reply(written.form_id, written.text.replace("\r\n", "\n").strip(), written.facts)
    try:
        with told_as_page(at.request):
            answered = at.desk.promises.answering.send(
                at.reference, reply, follow_up_days=written.follow_up_days, by=who.member
            )
    except ReplyRefused as refused:
        lead = _lead(at)
        at.desk.views.note_once(who.session_id, _view(at, who, lead))
        shown = _again(at, lead, written)
        return _show(at, replace(shown, problem=f"answering.problem.{refused.problem}"), status=422)
    said = "answering.sent" if answered.is_new else "answering.sent_before"
    return back_to_lead(at.reference, said, "timeline")


def _view(at: LeadPlace, who: SignedIn, lead: Lead) -> AuditEntry:
    return AuditEntry(at.desk.clock.now(), acting(who.member), AuditAction.VIEWED, ObjectKind.LEAD, lead.reference)


def _lead(at: LeadPlace) -> Lead:
    lead = at.desk.stores.leads.get(at.reference)
    if lead is None:
        raise not_found()
    return lead


def _again(at: LeadPlace, lead: Lead, written: Written) -> AnswerForm:
    """Return the panel with what was written into it."""
    return replace(
        answer_form(at.desk.promises.answering, lead),
        form_id=written.form_id,
        text=written.text,
        used=written.facts,
        follow_up_days=written.follow_up_days,
    )


def _show(at: LeadPlace, form: AnswerForm, *, status: int = 200) -> Response:
    """Show the panel alone to htmx, else on a page of its own."""
    template = "answer/panel.html" if is_partial(at.request) else "answer/page.html"
    return page(at.request, template, status=status, answer=form, partial=is_partial(at.request))
