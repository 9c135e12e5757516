"""What the desk keeps in a browser, and where it may be sent: cookies that only this host and HTTPS see, and pages of the desk."""

from urllib.parse import unquote, urlsplit

from fastapi import Request
from starlette.responses import Response

from frontdesk.services.sign_in import Browser
from frontdesk.web.desk.access import COOKIE, signed_in
from frontdesk.web.limits import address_key

MARK = "__Host-frontdesk-known"  # a browser that signed in before is throttled by itself
FLOW = "__Host-frontdesk-flow"  # on the way to the identity provider and back
HOME = "/desk/leads"
_MARK_SECONDS = 90 * 24 * 3600
_FLOW_SECONDS = 600


def browser_of(request: Request) -> Browser:
    """Return whoever asks."""
    address = address_key(request.client.host if request.client else None)
    name, mark, who = request.headers.get("user-agent", ""), request.cookies.get(MARK, ""), signed_in(request)
    return Browser(address, name, mark, who.session_id if who else None)


def keep_session(response: Response, token: str) -> None:
    """Give the browser its session, until it is closed; nothing of it comes with what another site asks for."""
    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")


def keep_mark(response: Response, mark: str) -> None:
    """Let the browser be known again."""
    response.set_cookie(MARK, mark, _MARK_SECONDS, path="/", secure=True, httponly=True, samesite="strict")


def keep_flow(response: Response, kept: str) -> None:
    """Keep what comes back from the provider; Lax, since the way back begins on the provider's site."""
    response.set_cookie(FLOW, kept, _FLOW_SECONDS, path="/", secure=True, httponly=True, samesite="lax")


def forget(response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(name, path="/", secure=True, httponly=True)


def comes_from_elsewhere(request: Request) -> bool:
    """Tell whether a link on another site led here: the session's cookie then stays behind, though there may be one."""
    return request.headers.get("sec-fetch-site") == "cross-site" and COOKIE not in request.cookies


def onward(wanted: str) -> str:
    """Return the page of the desk somebody wanted; the first one where it is none of the desk's."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    is_ours = not parts.scheme and not parts.netloc and wanted.startswith("/desk/") and wanted.isprintable()
    is_odd = "\\" in wanted or not {"..", "."}.isdisjoint(unquote(parts.path).split("/"))  # leads out of the desk again
    return wanted if is_ours and not is_odd and not wanted.startswith("/desk/sign-") else HOME
