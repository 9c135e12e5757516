"""The public routes of the widget: one script, the demonstration site in four languages, its privacy notice and its assets."""

import base64
import gzip
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from frontdesk.values import Language
from frontdesk.web.widget.bundle import widget_script
from frontdesk.web.widget.enquiry import enquiry_routes
from frontdesk.web.widget.pages import PAGES, path_of, render_page

type Endpoint = Callable[[Request], Awaitable[Response]]

_HERE = Path(__file__).parent
# The page needs nothing from anywhere else and runs no inline script; the widget must live with that, as on a strict host.
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


def widget_routes() -> list[BaseRoute]:
    """Return the script, the demonstration site with its privacy notice and its form in four languages, and its assets."""
    source = widget_script().encode()
    script = _constant(
        source,
        media_type="text/javascript",
        headers={
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
            "cache-control": "public, max-age=300",
        },
    )
    integrity = f"sha384-{base64.b64encode(hashlib.sha384(source).digest()).decode()}\n"
    pinned = _constant(integrity.encode(), media_type="text/plain", headers={"cache-control": "no-cache"})
    assets = StaticFiles(directory=_HERE / "demo" / "assets")
    return [
        Route("/widget.js", script),
        Route("/widget.js.integrity", pinned),
        *_page_routes(),
        *enquiry_routes(),
        Mount("/static/widget", assets, name="widget-assets"),
    ]


def _page_routes() -> list[BaseRoute]:
    routes: list[BaseRoute] = []
    for language in Language:
        for page in PAGES:
            endpoint = _constant(
                render_page(page, language).encode(),
                media_type="text/html",
                headers={
                    "content-security-policy": _PAGE_POLICY,
                    "cache-control": "no-cache",
                    "referrer-policy": "same-origin",
                },
            )
            routes.append(Route(path_of(page, language), endpoint))
    return routes


def _constant(body: bytes, *, media_type: str, headers: dict[str, str]) -> Endpoint:
    """Return an endpoint for a body that is known at start: compressed once, answered with 304 where the browser has it."""
    packed = gzip.compress(body, 9, mtime=0)
    shared = {
        **headers,
        "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "vary": "accept-encoding",
        "x-content-type-options": "nosniff",
    }

    async def answer(request: Request) -> Response:
        if request.headers.get("if-none-match") == shared["etag"]:
            return Response(status_code=304, headers=shared)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, media_type=media_type, headers={**shared, "content-encoding": "gzip"})
        return Response(body, media_type=media_type, headers=shared)

    return answer
