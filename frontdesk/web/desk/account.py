"""One's own account: name, language, password, second factor, and the browsers that are signed in."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from frontdesk.services.errors import TooBusy
from frontdesk.services.own_account import WrongPassword
from frontdesk.services.passwords import PasswordRefused
from frontdesk.services.second_factor import CodeRefused, TooManyAttempts
from frontdesk.services.staff_ports import StaffValue
from frontdesk.services.staff_sessions import SignedIn
from frontdesk.staff.member import acting
from frontdesk.values import Language
from frontdesk.web.desk.access import COOKIE, AtTheDesk, OwnAccount
from frontdesk.web.desk.browser import browser_of, forget, keep_session
from frontdesk.web.desk.browser_names import browser_name
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.web.desk.qr_code import qr_code
from frontdesk.web.desk.signing_in import slowed
from frontdesk.web.desk.texts import LANGUAGES
from frontdesk.wiring.desk import Desk

router = APIRouter()
HERE = "/desk/account"
LONGEST_NAME = 200

type Text = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def account(request: Request, desk: AtTheDesk, who: OwnAccount) -> Response:
    """Show one's account."""
    return _account(request, desk, who)


@router.post("/account")
def change_account(  # noqa: PLR0913 - one for each field
    request: Request, desk: AtTheDesk, who: OwnAccount, *, name: Text = "", language: Text = "", shortcuts: Text = ""
) -> Response:
    """Change what one is called, and how the desk is read and used."""
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME or language not in set(LANGUAGES):
        return _account(request, desk, who, name=name, wrong={"name": "account.error.name"}, status=422)
    values: dict[str, StaffValue] = {
        "name": called,
        "language": Language(language),
        "uses_shortcuts": bool(shortcuts),
    }
    desk.stores.staff.change(who.member.id, values, by=acting(who.member), at=desk.clock.now())
    return redirect(HERE, said="account.saved")


@router.post("/account/password")
def change_password(  # noqa: PLR0913 - one for each field
    request: Request, desk: AtTheDesk, who: OwnAccount, *, present: Text = "", password: Text = "", again: Text = ""
) -> Response:
    """Change the password; every other browser is signed out and this one's session gets a new token."""
    if password != again:
        return _account(request, desk, who, wrong={"again": "sign_in.error.different"}, status=422)
    try:
        desk.accounts.own.change_password(who, present, password)
    except WrongPassword:
        return _account(request, desk, who, wrong={"present": "account.error.password"}, status=422)
    except PasswordRefused as problem:
        return _account(request, desk, who, wrong={"password": f"sign_in.error.{problem.problem}"}, status=422)
    except (TooManyAttempts, TooBusy) as problem:
        return _later(request, desk, who, problem)
    entry = desk.accounts.sign_in.admit(who.member, browser_of(request), how="password", has_proved_both=True)
    response = redirect(HERE, said="account.password_changed")
    keep_session(response, entry.token)
    return response


@router.get("/account/second-factor")
def second_factor(request: Request, desk: AtTheDesk, who: OwnAccount) -> Response:
    """Show how to set a second factor up, with a secret nobody has seen before, or how the one there is stands."""
    return _second_factor(request, desk, who, anew=True)


@router.post("/account/second-factor")
def add_second_factor(
    request: Request, desk: AtTheDesk, who: OwnAccount, code: Text = "", present: Text = ""
) -> Response:
    """Confirm a second factor; the session gets a new token, and the recovery codes are shown once.

    The present password is asked for: whoever finds a browser signed in must not lock its owner out. OWASP ASVS 5.0, 7.5.1.
    """
    try:
        desk.accounts.own.prove_where_there_is_one(who.member, present)
        entry, codes = desk.accounts.sign_in.with_new_second_factor(who, code, browser_of(request))
    except WrongPassword:
        return _second_factor(request, desk, who, wrong_password="account.error.password", status=422)  # noqa: S106 - a text's name
    except TooBusy:
        return _second_factor(request, desk, who, wrong_password="sign_in.error.busy", status=503)  # noqa: S106 - as above
    except CodeRefused:
        return _second_factor(request, desk, who, error="sign_in.error.code_refused", status=422)
    except TooManyAttempts as problem:
        return slowed(_second_factor(request, desk, who, wait=problem.seconds, status=429), problem)
    request.state.signed_in = desk.sessions.find(entry.token)  # the page's forms prove the new session
    response = page(request, "account/recovery_codes.html", codes=codes)
    keep_session(response, entry.token)
    return response


@router.post("/account/recovery-codes")
def renew_recovery_codes(request: Request, desk: AtTheDesk, who: OwnAccount, code: Text = "") -> Response:
    """Show new recovery codes to whoever has the second factor at hand."""
    refused = _prove(request, desk, who, code)
    if refused is not None:
        return refused
    codes = desk.accounts.second_factors.renew_recovery_codes(who.member)
    return page(request, "account/recovery_codes.html", codes=codes)


@router.post("/account/second-factor/remove")
def remove_second_factor(request: Request, desk: AtTheDesk, who: OwnAccount, code: Text = "") -> Response:
    """Forget the second factor of whoever has it at hand, where the installation does not demand one."""
    if desk.accounts.second_factor_is_required:
        raise not_found()
    refused = _prove(request, desk, who, code)
    if refused is not None:
        return refused
    desk.accounts.second_factors.remove(who.member.id, by=acting(who.member))
    return redirect(HERE, said="account.second_factor.removed")


@router.post("/account/sessions/end-others")
def end_other_sessions(desk: AtTheDesk, who: OwnAccount) -> Response:
    """Sign out every browser but this one."""
    desk.sessions.close_all(who.member.id, keep=who.session_id)
    return redirect(HERE, said="account.sessions.others_ended")


@router.post("/account/sessions/{session_id}/end")
def end_session(desk: AtTheDesk, who: OwnAccount, session_id: str) -> Response:
    """Sign one's own browser out, this one too."""
    if session_id not in {session.id for session in desk.sessions.of(who.member.id)}:
        raise not_found()
    desk.sessions.close(session_id)
    if session_id != who.session_id:
        return redirect(HERE, said="account.sessions.ended")
    response = redirect("/desk/sign-in", said="sign_in.signed_out")
    forget(response, COOKIE)
    return response


def _prove(request: Request, desk: Desk, who: SignedIn, code: str) -> Response | None:
    """Ask for the second factor once more; return what is shown where it is not given."""
    try:
        desk.accounts.second_factors.prove(who.member, code)
    except CodeRefused:
        return _second_factor(request, desk, who, error="sign_in.error.code_refused", status=422)
    except TooManyAttempts as problem:
        return slowed(_second_factor(request, desk, who, wait=problem.seconds, status=429), problem)
    return None


def _later(request: Request, desk: Desk, who: SignedIn, problem: TooManyAttempts | TooBusy) -> Response:
    if isinstance(problem, TooBusy):
        return _account(request, desk, who, wrong={"present": "sign_in.error.busy"}, status=503)
    return slowed(_account(request, desk, who, wait=problem.seconds, status=429), problem)


def _account(request: Request, desk: Desk, who: SignedIn, *, status: int = 200, **shown: object) -> Response:
    usual = {
        "name": who.member.name,
        "wrong": {},
        "wait": 0,
        "languages": LANGUAGES,
        "sessions": desk.sessions.of(who.member.id),
        "browser_name": browser_name,
        "this_session": who.session_id,
        "has_password": desk.accounts.own.has_password(who.member),
    }
    return page(request, "account/account.html", status=status, **(usual | shown))


def _second_factor(
    request: Request, desk: Desk, who: SignedIn, *, status: int = 200, anew: bool = False, **shown: object
) -> Response:
    usual = {"error": "", "wait": 0, "required": desk.accounts.second_factor_is_required}
    factors = desk.accounts.second_factors
    if who.member.has_second_factor:
        left = {"codes_left": factors.recovery_codes_left(who.member)}
        return page(request, "account/second_factor.html", status=status, **(usual | left | shown))
    enrolment = factors.enrol(who.member, anew=anew)
    drawn = {"qr": qr_code(enrolment.uri), "secret": enrolment.secret}
    asked = {"wrong_password": "", "has_password": desk.accounts.own.has_password(who.member)}
    return page(request, "account/set_up.html", status=status, **(usual | drawn | asked | shown))
