"""A website of somebody else, on another origin, that allows the chat's origin and nothing more."""

from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_PAGE = """<!doctype html>
<html lang="en"><head><title>Somebody else's site</title><link rel="stylesheet" href="/site.css">
<script src="{chat}/widget.js" data-language="nl" data-title="Ons loket" async></script></head>
<body><h1>Somebody else's site</h1><p>Text of the page.</p></body></html>"""


def host_site() -> Starlette:
    """Return a site whose page, ``/?chat=<origin>``, embeds the chat with one tag and no other permission."""

    async def page(request: Request) -> HTMLResponse:
        parts = urlsplit(request.query_params["chat"])
        chat = f"{parts.scheme}://{parts.netloc}"
        policy = (
            f"default-src 'none'; style-src 'self'; script-src {chat}; connect-src {chat}; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return HTMLResponse(_PAGE.format(chat=chat), headers={"content-security-policy": policy})

    async def style(_: Request) -> Response:
        return Response("html { font-size: 62.5%; } button, p { color: red !important; }", media_type="text/css")

    return Starlette(routes=[Route("/", page), Route("/site.css", style)])
