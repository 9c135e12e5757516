"""Exports of leads: exactly what the inbox shows, as a file, noted in the audit log."""

from dataclasses import replace
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from frontdesk.services.export_leads import LeadFormat, TooManyLeads, Wanted
from frontdesk.services.lead_query_form import query_from
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, LeadExporter
from frontdesk.web.desk.inbox_links import SLIP
from frontdesk.web.desk.problems import DeskProblem

router = APIRouter()
_FILES = MappingProxyType(
    {
        LeadFormat.CSV: ("csv", "text/csv; charset=utf-8"),
        LeadFormat.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        LeadFormat.JSON: ("json", "application/json"),
        LeadFormat.VCARD: ("vcf", "text/vcard; charset=utf-8"),
    }
)


@router.post("/leads/export")
async def export(
    request: Request,
    desk: AtTheDesk,
    who: LeadExporter,
    wanted_format: Annotated[LeadFormat | None, Query(alias="format")] = None,
) -> Response:
    """Hand over the leads that the form's filters ask for; the form is the address's if it names none."""
    form = await request.form()
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    kind = wanted_format or _format(str(form.get("format", "")))
    slip = str(form.get(SLIP, ""))
    text = desk.inbox.slips.text(who.member.id, slip) if slip else ""
    if text is None:  # never more than was shown
        raise DeskProblem(422, "search_lost")
    wanted = Wanted(replace(query_from(pairs), text=text, place=None), kind, acting(who.member))
    try:
        content = await run_in_threadpool(desk.inbox.exports.export, wanted)
    except TooManyLeads as problem:
        raise DeskProblem(422, "too_many_leads", {"most": str(problem.most)}) from problem
    ending, media_type = _FILES[kind]
    name = f"leads-{desk.inbox.leads.today().isoformat()}.{ending}"
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def _format(named: str) -> LeadFormat:
    if named not in set(LeadFormat):
        raise DeskProblem(422, "invalid")
    return LeadFormat(named)
