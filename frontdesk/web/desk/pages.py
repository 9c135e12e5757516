"""Renders the desk's pages: one environment of templates, the reader's language, who is signed in, and what was just done."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from frontdesk.values import Language
from frontdesk.web.desk.access import desk_of, signed_in
from frontdesk.web.desk.formats import Formats
from frontdesk.web.desk.static_files import static_url
from frontdesk.web.desk.texts import LANGUAGES, has_text, term, text

_TEMPLATES = Path(__file__).parent / "templates"


def page(request: Request, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """Render a template for whoever is signed in."""
    return HTMLResponse(render(request, template, **context), status)


def render(request: Request, template: str, **context: object) -> str:
    """Return a rendered template."""
    return _environment().get_template(template).render({**_shared(request), **context})


def is_partial(request: Request) -> bool:
    """Tell whether htmx asks for a part of the page only."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


def redirect(url: str, said: str | None = None) -> Response:
    """Answer a form: show ``url`` next, and there the text named ``said``."""
    separator = "&" if "?" in url else "?"
    return RedirectResponse(url if said is None else f"{url}{separator}{urlencode({'said': said})}", 303)


def reader_language(request: Request) -> Language:
    """Return the language the page is written in: that of whoever is signed in, else what the browser asks for."""
    who = signed_in(request)
    if who is not None and who.member.language in LANGUAGES:
        return who.member.language
    wanted = request.headers.get("accept-language", "")[:2].lower()
    return Language.FR if wanted == Language.FR.value else Language.EN


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(static=static_url, icon=_icon)
    return environment


def _shared(request: Request) -> Mapping[str, object]:
    """What every template may use."""
    who, language = signed_in(request), reader_language(request)
    formats = Formats(language, desk_of(request).clock.now())
    shown = ("day", "moment", "clock", "ago", "span", "number", "percent", "money", "country", "tongue", "iso")
    said = request.query_params.get("said", "")
    return {
        "request": request,
        "path": request.url.path,
        "language": language.value,
        "t": partial(text, language),
        "term": partial(term, language),
        "me": who.member if who else None,
        "csrf": who.csrf_token if who else "",
        "csrf_field": partial(_csrf_field, who.csrf_token if who else ""),
        "said": said if said and has_text(said) else None,
        **{name: getattr(formats, name) for name in shown},
    }


def _csrf_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token)


def _icon(name: str) -> Markup:
    """Return a drawing of the sprite; it says nothing to screen readers, the text beside it does."""
    return Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>').format(
        static_url("icons.svg"), name
    )
