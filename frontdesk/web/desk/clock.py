"""The dashboard of promises: what is overdue, what is due, who has what, and whether anybody was ignored."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, LeadReader
from frontdesk.web.desk.pages import page

router = APIRouter()


@router.get("/clock")
def clock(request: Request, desk: AtTheDesk, who: LeadReader) -> Response:
    """Show the promises."""
    promises = desk.promises.reading.promises()
    now = desk.clock.now()
    details = {"leads": len(promises.first)}
    desk.audit.note([AuditEntry(now, acting(who.member), AuditAction.VIEWED, ObjectKind.INSIGHT, "promises", details)])
    return page(request, "clock/promises.html", promises=promises, now=now, promise=desk.promises.promise)
