"""Who uses the desk: invited, changed, disabled, signed out and helped in again by administrators."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from frontdesk.enquiry.sector_words import Sector
from frontdesk.services.invite_staff import INVITED_FOR, RESET_FOR
from frontdesk.services.staff_ports import EmailTaken, LastAdministrator
from frontdesk.staff.member import Member, acting
from frontdesk.staff.role import Role
from frontdesk.values import Language
from frontdesk.web.desk.access import Administrator, AtTheDesk
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.web.desk.staff_form import Filled, StaffForm
from frontdesk.web.desk.texts import LANGUAGES
from frontdesk.wiring.accounts import WELCOME
from frontdesk.wiring.desk import Desk

router = APIRouter()
HERE = "/desk/staff"

type MemberId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/staff")
def staff(request: Request, desk: AtTheDesk, _who: Administrator) -> Response:
    """List everybody, those who are disabled last."""
    members = sorted(desk.stores.staff.list(), key=lambda member: not member.is_active)
    return page(request, "staff/list.html", members=members)


@router.get("/staff/new")
def new_member(request: Request, _who: Administrator) -> Response:
    """Show the form by which somebody is invited."""
    return _form(request, StaffForm(takes_leads="on"))


@router.post("/staff/new")
def invite(request: Request, desk: AtTheDesk, who: Administrator, form: Filled) -> Response:
    """Invite somebody and show the link to give them; it is shown this once."""
    wrong = form.wrong(is_new=True)
    if wrong:
        return _form(request, form, wrong=wrong, status=422)
    try:
        member, token = desk.accounts.invitations.invite(form.new_member(), by=acting(who.member))
    except EmailTaken:
        return _form(request, form, wrong={"email": "staff.error.taken"}, status=422)
    return _link(request, desk, member, token, is_new=True)


@router.get("/staff/{member_id}")
def member_page(request: Request, desk: AtTheDesk, _who: Administrator, member_id: MemberId) -> Response:
    """Show somebody, to change them."""
    member = _member(desk, member_id)
    return _member_page(request, desk, member, StaffForm.of(member))


@router.post("/staff/{member_id}")
def change(request: Request, desk: AtTheDesk, who: Administrator, member_id: MemberId, form: Filled) -> Response:
    """Change somebody."""
    member = _member(desk, member_id)
    wrong = form.wrong(is_new=False)
    if wrong:
        return _member_page(request, desk, member, form, wrong=wrong, status=422)
    try:
        desk.stores.staff.change(member_id, form.values(), by=acting(who.member), at=desk.clock.now())
    except LastAdministrator:
        return _member_page(request, desk, member, form, wrong={"role": "staff.error.last"}, status=422)
    return redirect(f"{HERE}/{member_id}", said="staff.saved")


@router.post("/staff/{member_id}/disable")
def disable(request: Request, desk: AtTheDesk, who: Administrator, member_id: MemberId) -> Response:
    """Sign somebody out everywhere and let them in no more."""
    member = _member(desk, member_id)
    try:
        desk.stores.staff.change(member_id, {"is_active": False}, by=acting(who.member), at=desk.clock.now())
    except LastAdministrator:
        form = StaffForm.of(member)
        return _member_page(request, desk, member, form, wrong={"active": "staff.error.last"}, status=422)
    return redirect(f"{HERE}/{member_id}", said="staff.disabled")


@router.post("/staff/{member_id}/enable")
def enable(desk: AtTheDesk, who: Administrator, member_id: MemberId) -> Response:
    """Let somebody in again."""
    _member(desk, member_id)
    desk.stores.staff.change(member_id, {"is_active": True}, by=acting(who.member), at=desk.clock.now())
    return redirect(f"{HERE}/{member_id}", said="staff.enabled")


@router.post("/staff/{member_id}/link")
def link(request: Request, desk: AtTheDesk, who: Administrator, member_id: MemberId) -> Response:
    """Show a new link for somebody who cannot get in; earlier ones are over."""
    member = _member(desk, member_id)
    is_new = not desk.accounts.own.has_password(member)
    token = desk.accounts.invitations.link(member_id, by=acting(who.member))
    return _link(request, desk, member, token, is_new=is_new)


@router.post("/staff/{member_id}/sign-out")
def sign_out(desk: AtTheDesk, who: Administrator, member_id: MemberId) -> Response:
    """Sign somebody out everywhere."""
    _member(desk, member_id)
    desk.sessions.close_all(member_id, by=acting(who.member))
    return redirect(f"{HERE}/{member_id}", said="staff.signed_out")


@router.post("/staff/{member_id}/second-factor/remove")
def remove_second_factor(desk: AtTheDesk, who: Administrator, member_id: MemberId) -> Response:
    """Forget the second factor of somebody who lost it."""
    _member(desk, member_id)
    desk.accounts.second_factors.remove(member_id, by=acting(who.member))
    return redirect(f"{HERE}/{member_id}", said="staff.second_factor_removed")


def _member(desk: Desk, member_id: int) -> Member:
    found = desk.stores.staff.get(member_id)
    if found is None:
        raise not_found()
    return found


def _form(request: Request, form: StaffForm, *, status: int = 200, **shown: object) -> Response:
    return page(request, "staff/new.html", status=status, **({"form": form, "wrong": {}} | _choices() | shown))


def _member_page(
    request: Request, desk: Desk, member: Member, form: StaffForm, *, status: int = 200, **shown: object
) -> Response:
    known = {
        "member": member,
        "form": form,
        "wrong": {},
        "has_password": desk.accounts.own.has_password(member),
        "session_count": len(desk.sessions.of(member.id)),
    }
    return page(request, "staff/member.html", status=status, **(known | _choices() | shown))


def _choices() -> dict[str, object]:
    return {
        "roles": tuple(Role),
        "desk_languages": LANGUAGES,
        "sector_codes": tuple(Sector),
        "tongues": tuple(Language),
    }


def _link(request: Request, desk: Desk, member: Member, token: str, *, is_new: bool) -> Response:
    url, lasts = f"{desk.settings.public_url}{WELCOME}/{token}", INVITED_FOR if is_new else RESET_FOR
    is_sent = desk.accounts.invitations.are_mailed and member.is_active
    return page(request, "staff/link.html", member=member, url=url, lasts=lasts, is_new=is_new, is_sent=is_sent)
