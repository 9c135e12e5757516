"""Builds the desk: its areas, what every response carries, and what is shown when something goes wrong."""

import http
import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from types import ModuleType
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response

from frontdesk.services.errors import NotStorable, StoreUnavailable
from frontdesk.web.desk import (
    account,
    audit,
    curation,
    deliveries,
    destinations,
    erasure,
    exports,
    inbox,
    inbox_bulk,
    insight,
    lead_area,
    live,
    live_actions,
    live_events,
    promise_area,
    sign_on,
    signing_in,
    staff,
)
from frontdesk.web.desk.access import check_origin, signed_in
from frontdesk.web.desk.pages import is_partial, page
from frontdesk.web.desk.problems import DeskProblem, NotConfirmed, NotSignedIn
from frontdesk.web.desk.protection import BoundedBody, DeskHeaders
from frontdesk.web.desk.static_files import FOLDER, KeptFiles

_LOG = logging.getLogger(__name__)
AREAS: tuple[ModuleType, ...] = (
    inbox,
    inbox_bulk,
    exports,
    account,
    audit,
    insight,
    erasure,
    sign_on,
    signing_in,
    staff,
    curation,
    live_events,
    live,
    live_actions,
    lead_area,
    promise_area,
    deliveries,
    destinations,
)  # /live/events is no conversation


def create_desk() -> FastAPI:
    """Return the application to mount at /desk; what it works with is put in ``state.desk`` before it is asked anything."""
    desk = FastAPI(
        title="Lead desk",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(check_origin)],
        middleware=[Middleware(DeskHeaders), Middleware(BoundedBody)],
    )
    for area in AREAS:
        desk.include_router(area.router)
    desk.mount("/static", KeptFiles(directory=FOLDER))
    desk.add_exception_handler(NotSignedIn, _to_sign_in("/desk/sign-in"))
    desk.add_exception_handler(NotConfirmed, _to_sign_in("/desk/sign-in/second-factor"))
    desk.add_exception_handler(DeskProblem, _problem)
    desk.add_exception_handler(HTTPException, _http)
    desk.add_exception_handler(RequestValidationError, _invalid)
    desk.add_exception_handler(NotStorable, _not_storable)
    desk.add_exception_handler(StoreUnavailable, _unavailable)
    return desk


def _to_sign_in(url: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, _raised: Exception) -> Response:
        if request.method == "GET" and not is_partial(request):
            return RedirectResponse(f"{url}?{urlencode({'next': request.url.path})}", 303)
        return Response(status_code=401, headers={"hx-redirect": url})

    return answer


async def _problem(request: Request, raised: Exception) -> Response:
    if not isinstance(raised, DeskProblem):
        raise raised
    return await _shown(request, raised)


async def _http(request: Request, raised: Exception) -> Response:
    status = raised.status_code if isinstance(raised, HTTPException) else http.HTTPStatus.INTERNAL_SERVER_ERROR
    known = {404: "not_found", 405: "not_allowed_here", 413: "too_large"}
    return await _shown(request, DeskProblem(status, known.get(status, "unexpected")))


async def _invalid(request: Request, raised: Exception) -> Response:
    if isinstance(raised, RequestValidationError):
        places = [".".join(map(str, error["loc"])) for error in raised.errors()]
        _LOG.info("desk_form_invalid", extra={"places": places})
    return await _shown(request, DeskProblem(422, "invalid"))


async def _not_storable(request: Request, _raised: Exception) -> Response:
    return await _shown(request, DeskProblem(422, "invalid"))


async def _unavailable(request: Request, _raised: Exception) -> Response:
    """Say it without the database: who is signed in cannot be looked up either."""
    request.state.signed_in = None
    shown = page(request, "problem.html", status=503, code="unavailable", values={})
    shown.headers["retry-after"] = "5"
    return shown


async def _shown(request: Request, problem: DeskProblem) -> Response:
    """Show a problem in the desk's frame, which takes a look at the database to know for whom."""
    try:
        await to_thread(signed_in, request)
    except StoreUnavailable as away:
        return await _unavailable(request, away)
    return page(request, "problem.html", status=problem.status, code=problem.code, values=problem.values)
