"""The way to an identity provider and back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from frontdesk.services.sign_in import SignInRefused
from frontdesk.services.sign_on import IdentityRefused, ProviderUnavailable, SignOn
from frontdesk.web.desk.access import AtTheDesk
from frontdesk.web.desk.browser import FLOW, browser_of, forget, keep_flow, keep_mark, keep_session, onward
from frontdesk.web.desk.pages import page
from frontdesk.web.desk.problems import not_found
from frontdesk.web.desk.signing_in import second_factor_url
from frontdesk.wiring.desk import Desk

router = APIRouter()

type Word = Annotated[str, Query(max_length=4000)]


@router.get("/sign-in/provider")
def depart(request: Request, desk: AtTheDesk, next: Word = "") -> Response:  # noqa: A002 - its name in the address
    """Send the browser to the provider. A link, since the policy forbids a form to end elsewhere."""
    try:
        url, kept = _provider(desk).depart(onward(next))
    except ProviderUnavailable:
        return _failed(request, desk, "provider_away", 503)
    response = RedirectResponse(url, 303)
    keep_flow(response, kept)
    return response


@router.get("/sign-in/provider/return")
def arrive(request: Request, desk: AtTheDesk, state: Word = "", code: Word = "") -> Response:
    """Let in whom the provider vouches for.

    Answered by a page that goes on by itself: the session's cookie would stay behind on a redirect that began on another site.
    """
    provider = _provider(desk)
    try:
        entry, wanted = provider.arrive(request.cookies.get(FLOW, ""), state, code, browser_of(request))
    except (IdentityRefused, SignInRefused):
        return _failed(request, desk, "provider_refused", 403)
    except ProviderUnavailable:
        return _failed(request, desk, "provider_away", 503)
    url = onward(wanted) if entry.is_confirmed else second_factor_url(wanted)
    response = page(request, "sign_in/onward.html", me=None, url=url)
    forget(response, FLOW)
    keep_session(response, entry.token)
    if entry.is_confirmed:
        keep_mark(response, desk.accounts.sign_in.mark_for(entry.member))
    return response


def _provider(desk: Desk) -> SignOn:
    if desk.accounts.sign_on is None:
        raise not_found()
    return desk.accounts.sign_on


def _failed(request: Request, desk: Desk, error: str, status: int) -> Response:
    shown = {"email": "", "error": error, "wait": 0, "next": "", "has_provider": desk.accounts.sign_on is not None}
    response = page(request, "sign_in/form.html", status=status, me=None, **shown)
    forget(response, FLOW)
    return response
