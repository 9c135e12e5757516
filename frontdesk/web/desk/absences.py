"""Days away: one's own, and for administrators everybody's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import Response

from frontdesk.leads.office_hours import brussels_day
from frontdesk.services.absences import AbsenceNotFound, AbsenceRefused
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import Absence, Member
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import AtTheDesk, OwnAccount
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()
HERE = "/desk/absences"

type Text = Annotated[str, Form(max_length=40)]
type Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """What was written into the form; ``problem`` names the text that says why it does not fit."""

    staff: str = ""
    first: str = ""
    last: str = ""
    deputy: str = ""
    problem: str = ""


def _written(staff: Text = "", first: Text = "", last: Text = "", deputy: Text = "") -> AbsenceForm:
    return AbsenceForm(staff, first, last, deputy)


type FromForm = Annotated[AbsenceForm, Depends(_written)]


@router.get("/absences")
def absences(request: Request, desk: AtTheDesk, who: OwnAccount) -> Response:
    """List absences that are not over."""
    return _show(request, desk, who, AbsenceForm(staff=str(who.member.id)))


@router.post("/absences")
def add(request: Request, desk: AtTheDesk, who: OwnAccount, form: FromForm) -> Response:
    """Keep an absence."""
    try:
        desk.promises.absences.add(_absence(form, who.member), by=who.member)
    except ValueError:
        problem = "absences.problem.no_day"
    except AbsenceRefused as refused:
        problem = f"absences.problem.{refused.problem}"
    except AbsenceNotFound as refused:
        raise not_found() from refused
    else:
        return redirect(HERE, said="absences.added")
    shown = AbsenceForm(form.staff, form.first, form.last, form.deputy, problem)
    return _show(request, desk, who, shown, status=422)


@router.post("/absences/{absence_id}/remove")
def remove(desk: AtTheDesk, who: OwnAccount, absence_id: Number) -> Response:
    """Forget an absence."""
    try:
        desk.promises.absences.remove(absence_id, by=who.member)
    except AbsenceNotFound as problem:
        raise not_found() from problem
    return redirect(HERE, said="absences.removed")


def _absence(form: AbsenceForm, by: Member) -> Absence:
    """Return the absence of a form. Raises ValueError where it names no days; one day where it names the first only."""
    first = date.fromisoformat(form.first)
    last = date.fromisoformat(form.last) if form.last else first
    return Absence(_number(form.staff) or by.id, first, last, _number(form.deputy))


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < len(str(2**31)) else None


def _show(request: Request, desk: Desk, who: SignedIn, form: AbsenceForm, *, status: int = 200) -> Response:
    is_administrator = who.member.may(Permission.ADMINISTER)
    staff = desk.stores.staff.list()
    return page(
        request,
        "absences/list.html",
        status=status,
        form=form,
        absences=desk.promises.absences.upcoming(None if is_administrator else who.member.id),
        names=_names(staff),
        people=[one for one in staff if one.is_active] if is_administrator else [],
        deputies=[one for one in staff if one.may(Permission.WORK_LEADS)],
        today=brussels_day(desk.clock.now()),
        is_administrator=is_administrator,
    )


def _names(staff: tuple[Member, ...]) -> Mapping[int, str]:
    return {one.id: one.name for one in staff}
