"""Signing in and out: with a password, a second factor, or a link that sets the password."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from frontdesk.services.errors import TooBusy
from frontdesk.services.invite_staff import LinkOver
from frontdesk.services.passwords import PasswordRefused
from frontdesk.services.second_factor import CodeRefused, TooManyAttempts
from frontdesk.services.sign_in import Entry, SignInRefused
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.role import Permission
from frontdesk.web.desk.access import COOKIE, AtTheDesk, Needs, signed_in
from frontdesk.web.desk.browser import (
    browser_of,
    comes_from_elsewhere,
    forget,
    keep_mark,
    keep_session,
    onward,
)
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.qr_code import qr_code
from frontdesk.wiring.desk import Desk

router = APIRouter()
SECOND_FACTOR = "/desk/sign-in/second-factor"

type Text = Annotated[str, Form(max_length=1000)]
type Next = Annotated[str, Query(max_length=1000)]
type Arriving = Annotated[SignedIn, Depends(Needs(Permission.OWN_ACCOUNT, unconfirmed=True))]


@router.get("/sign-in")
def sign_in_form(request: Request, desk: AtTheDesk, next: Next = "") -> Response:  # noqa: A002 - its name in the address
    """Ask who is there. Who is signed in goes on, also who followed a link in a mail and left the cookie behind."""
    if comes_from_elsewhere(request):
        return page(
            request, "sign_in/onward.html", me=None, url="?".join((request.url.path, urlencode({"next": next})))
        )
    who = signed_in(request)
    if who is not None:
        return RedirectResponse(onward(next) if who.is_confirmed else second_factor_url(next), 303)
    return _form(request, desk, next)


@router.post("/sign-in")
def sign_in(
    request: Request,
    desk: AtTheDesk,
    email: Text = "",
    password: Text = "",
    next: Text = "",  # noqa: A002 - as above
) -> Response:
    """Let somebody in by their password."""
    try:
        entry = desk.accounts.sign_in.with_password(email, password, browser_of(request))
    except SignInRefused:
        return _form(request, desk, next, email=email, error="refused", status=422)
    except TooManyAttempts as problem:
        return slowed(_form(request, desk, next, email=email, wait=problem.seconds, status=429), problem)
    except TooBusy:
        return _form(request, desk, next, email=email, error="busy", status=503)
    return let_in(desk, entry, next)


@router.get("/sign-in/second-factor")
def second_factor_form(request: Request, desk: AtTheDesk, who: Arriving, next: Next = "") -> Response:  # noqa: A002 - as above
    """Ask for the second factor, or have it set up where the installation demands one."""
    return RedirectResponse(onward(next), 303) if who.is_confirmed else _code_form(request, desk, who, next)


@router.post("/sign-in/second-factor")
def second_factor(
    request: Request,
    desk: AtTheDesk,
    who: Arriving,
    code: Text = "",
    next: Text = "",  # noqa: A002 - as above
) -> Response:
    """Let somebody in by their second factor; where it is set up first, show the recovery codes."""
    try:
        if who.member.has_second_factor:
            return let_in(desk, desk.accounts.sign_in.with_code(who, code, browser_of(request)), next)
        entry, codes = desk.accounts.sign_in.with_new_second_factor(who, code, browser_of(request))
    except CodeRefused:
        return _code_form(request, desk, who, next, error="code_refused", status=422)
    except TooManyAttempts as problem:
        return slowed(_code_form(request, desk, who, next, wait=problem.seconds, status=429), problem)
    shown = page(request, "sign_in/recovery_codes.html", me=None, codes=codes, url=onward(next))
    return _signed_in(desk, shown, entry)


@router.post("/sign-out")
def sign_out(desk: AtTheDesk, who: Arriving) -> Response:
    """End the session here and on the server."""
    desk.sessions.close(who.session_id)
    response = redirect("/desk/sign-in", said="sign_in.signed_out")
    forget(response, COOKIE)
    response.headers["clear-site-data"] = '"cache"'
    return response


@router.get("/welcome/{token}")
def welcome_form(request: Request, desk: AtTheDesk, token: str) -> Response:
    """Ask for a new password, by a link that works once."""
    return _welcome(request, desk, token)


@router.post("/welcome/{token}")
def welcome(request: Request, desk: AtTheDesk, token: str, password: Text = "", again: Text = "") -> Response:
    """Set the password and let its owner in."""
    if password != again:
        return _welcome(request, desk, token, error="different", status=422)
    try:
        member = desk.accounts.invitations.accept(token, password)
    except PasswordRefused as problem:
        return _welcome(request, desk, token, error=problem.problem.value, status=422)
    except LinkOver:
        return _welcome(request, desk, token)
    except TooBusy:
        return _welcome(request, desk, token, error="busy", status=503)
    return let_in(desk, desk.accounts.sign_in.admit(member, browser_of(request), how="link"), "")


def let_in(desk: Desk, entry: Entry, wanted: str) -> Response:
    """Give the browser its session and send it on, over the second factor where that is still to come."""
    url = onward(wanted) if entry.is_confirmed else second_factor_url(wanted)
    return _signed_in(desk, RedirectResponse(url, 303), entry)


def slowed(response: Response, problem: TooManyAttempts) -> Response:
    """Say to programs too when to come back."""
    response.headers["retry-after"] = str(problem.seconds)
    return response


def _signed_in(desk: Desk, response: Response, entry: Entry) -> Response:
    keep_session(response, entry.token)
    if entry.is_confirmed:
        keep_mark(response, desk.accounts.sign_in.mark_for(entry.member))
    return response


def _form(request: Request, desk: Desk, wanted: str, *, status: int = 200, **shown: object) -> Response:
    usual = {"email": "", "error": "", "wait": 0, "next": wanted, "has_provider": desk.accounts.sign_on is not None}
    return page(request, "sign_in/form.html", status=status, **({"me": None} | usual | shown))


def _code_form(
    request: Request, desk: Desk, who: SignedIn, wanted: str, *, status: int = 200, **shown: object
) -> Response:
    usual = {"me": None, "error": "", "wait": 0, "next": wanted}
    if who.member.has_second_factor:
        return page(request, "sign_in/code.html", status=status, **(usual | shown))
    enrolment = desk.accounts.second_factors.enrol(who.member)
    drawn = {"qr": qr_code(enrolment.uri), "secret": enrolment.secret}
    return page(request, "sign_in/set_up.html", status=status, **(usual | drawn | shown))


def _welcome(request: Request, desk: Desk, token: str, *, error: str = "", status: int = 200) -> Response:
    try:
        found = desk.accounts.invitations.find(token)
    except LinkOver:
        return page(request, "sign_in/link_over.html", status=410, me=None)
    shown = {"invited": found.member, "is_new": not found.has_password, "error": error}
    return page(request, "sign_in/welcome.html", status=status, me=None, **shown)


def second_factor_url(wanted: str) -> str:
    """Return where the second factor is asked for."""
    return f"{SECOND_FACTOR}?{urlencode({'next': onward(wanted)})}"
