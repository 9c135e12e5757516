"""What is done with several leads at once: taken, given to a colleague, labelled, moved along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from frontdesk.qualification.model import LeadStatus
from frontdesk.services.lead_problems import (
    CannotFollow,
    LeadNotFound,
    LeadProblem,
    MergedAway,
    NotAssignable,
    OwnedByAnother,
)
from frontdesk.services.lead_query_form import query_from
from frontdesk.services.work_lead import Bulk
from frontdesk.staff.member import Actor, acting
from frontdesk.web.desk.access import AtTheDesk, LeadWorker
from frontdesk.web.desk.inbox_links import INBOX, SLIP, Links
from frontdesk.web.desk.pages import page, redirect
from frontdesk.wiring.desk import Desk

router = APIRouter()
_LONGEST_ID = 18  # digits
_REASONS: Mapping[type[LeadProblem], str] = {
    LeadNotFound: "not_found",
    OwnedByAnother: "owned",
    CannotFollow: "cannot_follow",
    MergedAway: "merged",
    NotAssignable: "not_assignable",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A lead that stayed as it was: why, and what the text of the reason names."""

    reference: str
    reason: str
    values: Mapping[str, str]


@router.post("/leads/bulk")
async def bulk(request: Request, desk: AtTheDesk, who: LeadWorker) -> Response:
    """Do one thing with every selected lead, and tell which it could not be done with."""
    form = await request.form()
    references = [str(value) for value in form.getlist("lead")]
    task = _task(desk, form, acting(who.member))
    back = _back(form)
    if not references or task is None:
        return page(request, "inbox/bulk.html", status=422, done=0, refused=(), back=back, nothing=True)
    done = await run_in_threadpool(task, references)
    if not done.refused:
        return redirect(back, "inbox.said.done")
    refused = tuple(_refusal(reference, problem) for reference, problem in done.refused.items())
    return page(request, "inbox/bulk.html", status=409, done=len(done.done), refused=refused, back=back, nothing=False)


def _task(desk: Desk, form: FormData, by: Actor) -> Callable[[list[str]], Bulk] | None:
    """Return what the pressed button asks for; none where its choice was left open."""
    work, labels = desk.lead_work.work, desk.lead_work.labels
    to, label = (str(form.get(name, ""))[:_LONGEST_ID] for name in ("to", "with_label"))
    status = str(form.get("to_status", ""))
    match str(form.get("do", "")):
        case "take":
            return lambda references: work.take_many(references, by=by)
        case "assign" if to.isdecimal():
            return lambda references: work.assign_many(references, int(to) or None, by=by)
        case "label" if label.isdecimal():
            return lambda references: labels.label_many(references, int(label), by=by)
        case "move" if status in set(LeadStatus):
            return lambda references: work.move_many(references, LeadStatus(status), by=by)
        case _:
            return None


def _back(form: FormData) -> str:
    """Return the address of the page the leads were selected on."""
    query = query_from((name, value) for name, value in form.multi_items() if isinstance(value, str))
    links = Links(query, str(form.get(SLIP, ""))[:40])
    return links.url(query, query.place) if form.get("view") else INBOX


def _refusal(reference: str, problem: LeadProblem) -> Refusal:
    reason = _REASONS.get(type(problem), "changed")
    values: dict[str, str] = {}
    if isinstance(problem, OwnedByAnother):
        reason, values = ("owned", {"owner": problem.owner}) if problem.owner else ("changed", {})
    elif isinstance(problem, MergedAway):
        values = {"reference": problem.reference}
    return Refusal(reference, reason, values)
