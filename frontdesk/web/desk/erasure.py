"""Erasing the person of a lead: first what there is of them, then, once its reference was typed, all of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.erase_person import erase_person, find_person
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import Administrator, AtTheDesk
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()


@router.get("/leads/{reference}/erase")
def confirm(request: Request, desk: AtTheDesk, who: Administrator, reference: str) -> Response:
    """Show what erasing would erase."""
    return _shown(request, desk, who, reference, wrong=False)


@router.post("/leads/{reference}/erase")
def erase(
    request: Request,
    desk: AtTheDesk,
    who: Administrator,
    reference: str,
    typed: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Erase the person, where the reference was typed."""
    if typed.strip().upper() != reference.upper():
        return _shown(request, desk, who, reference, wrong=True)
    erase_person(desk.eraser, _address(desk, reference), by=acting(who.member))
    return redirect("/desk/leads", said="erasure.done")


def _shown(request: Request, desk: Desk, who: SignedIn, reference: str, *, wrong: bool) -> Response:
    """Show what there is of somebody; whoever looks is noted, also where the reference was typed wrongly."""
    email = _address(desk, reference)
    found = find_person(desk.eraser, email)
    by, details = acting(who.member), {"page": "erase"}
    desk.audit.note([AuditEntry(desk.clock.now(), by, AuditAction.VIEWED, ObjectKind.LEAD, reference, details)])
    told = {"reference": reference, "email": email, "found": found, "wrong": wrong}
    return page(request, "erasure/confirm.html", status=422 if wrong else 200, **told)


def _address(desk: Desk, reference: str) -> str:
    lead = desk.stores.leads.get(reference)
    if lead is None:
        raise not_found()
    return lead.enquiry.email
