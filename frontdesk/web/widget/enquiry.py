"""The enquiry as a plain form, for browsers that run no script: consent first, errors at their fields, a reference at the end."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from frontdesk.enquiry.field import DATA, Field
from frontdesk.services.enquiry_form import Filled, FormDesk, Sent, Wrong
from frontdesk.services.submit_enquiry import Submission
from frontdesk.values import Language
from frontdesk.web.errors import Problem
from frontdesk.web.limits import address_key
from frontdesk.web.schemas import clean_text
from frontdesk.web.widget.pages import path_of, render_page

_MOST_BYTES = 64 * 1024
_MOST_FIELDS = 40
_TRAP = "website"  # a field nobody sees: whoever fills it in is no person, or a browser that means too well
_FLAWED = HTTPStatus.UNPROCESSABLE_ENTITY
_NOTHING: Mapping[Field, str] = {}
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Told:
    """Why a form is shown again: the name of the sentence above it, the status, and how many seconds to wait."""

    sentence: str = ""
    status: int = HTTPStatus.OK
    wait: str = ""


_AS_IT_IS = Told()


def enquiry_routes() -> list[BaseRoute]:
    """Return ``/enquiry`` and the same in the other languages."""
    return [
        route
        for language in Language
        for path in [path_of("enquiry", language)]
        for route in (Route(path, _showing(language)), Route(path, _taking(language), methods=["POST"]))
    ]


def _showing(language: Language) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        return await _page(request, Sent(str(uuid4()), _NOTHING, _NOTHING, consented=False, language=language))

    return show


def _taking(language: Language) -> Callable[[Request], Awaitable[Response]]:
    async def take(request: Request) -> Response:
        empty = Sent(str(uuid4()), _NOTHING, _NOTHING, consented=False, language=language)
        if request.headers.get("sec-fetch-site") == "cross-site":
            return await _page(request, empty, Told("foreign", HTTPStatus.FORBIDDEN))
        given = await _given(request)
        if given is None:
            return await _page(request, empty, Told("too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
        return await _taken(request, _sent(given, language), trapped=bool(given.get(_TRAP)))

    return take


async def _taken(request: Request, sent: Sent, *, trapped: bool) -> Response:
    form: FormDesk = request.app.state.services.forms
    try:
        request.app.state.services.limits.forms.spend(address_key(request.client.host if request.client else None))
    except Problem as problem:
        return await _page(
            request, sent, Told("too_many", HTTPStatus.TOO_MANY_REQUESTS, problem.headers["Retry-After"])
        )
    filled = await to_thread(form.read, sent)
    if filled.flaws or trapped:
        return await _page(request, sent, Told("summary", _FLAWED), filled, trapped=trapped)
    return await _submitted(request, form, sent, filled)


async def _submitted(request: Request, form: FormDesk, sent: Sent, filled: Filled) -> Response:
    submitted = await to_thread(form.submit, filled, sent.language)
    if submitted.submission is Submission.FAILED:
        return await _page(request, sent, Told("failed", HTTPStatus.SERVICE_UNAVAILABLE), filled)
    told = form.told(submitted, sent.language)
    page = render_page("received", sent.language, told=told, reference=submitted.reference)
    return HTMLResponse(page, headers=_HEADERS)


async def _page(
    request: Request, sent: Sent, told: Told = _AS_IT_IS, filled: Filled | None = None, *, trapped: bool = False
) -> Response:
    form: FormDesk = request.app.state.services.forms
    before, _, after = (await to_thread(form.consent_text, sent.language)).partition("{privacy_url}")
    flaws = filled.flaws if filled else {}
    page = render_page(
        "enquiry",
        sent.language,
        fields=[field.value for field in DATA],
        optional=[field.value for field in DATA if field.is_optional],
        sent=sent,
        flaws={field.value: flaw for field, flaw in flaws.items()},
        shown_back=_shown_back(sent, filled),
        consent=(before, after),
        trapped=trapped,
        told=told,
    )
    wait = {"retry-after": told.wait} if told.wait else {}
    return HTMLResponse(page, told.status, headers=_HEADERS | wait)


def _sent(given: Mapping[str, str], language: Language) -> Sent:
    words: dict[Field, str] = {field: given[field.value] for field in DATA if given.get(field.value)}
    kept: dict[Field, str] = {field: given[f"kept_{field}"] for field in DATA if given.get(f"kept_{field}")}
    return Sent(_id(given.get("enquiry", "")), words, kept, consented=given.get("consent") == "yes", language=language)


def _shown_back(sent: Sent, filled: Filled | None) -> list[str]:
    """Return the fields that were doubted: sent once more with the same words, they are meant."""
    flaws = filled.flaws if filled else {}
    doubted = [field.value for field, flaw in flaws.items() if flaw.wrong is Wrong.DOUBTFUL]
    return doubted + [field.value for field, words in sent.kept.items() if sent.words.get(field) == words]


def _id(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        return str(uuid4())


async def _given(request: Request) -> Mapping[str, str] | None:
    """Read a form, bounded while it arrives: none where it is too large. What a browser did not send as one is empty."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    try:
        read = parse_qs(body.decode(), max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: str(clean_text(values[0])) for name, values in read.items()}
