"""Every route of the desk with what it demands, read from the application itself, so that later routes are covered by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Mount

from frontdesk.web.desk.access import Needs
from frontdesk.web.desk.app import create_desk

PUBLIC = {
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/provider",
    "GET /sign-in/provider/return",
    "GET /welcome/{token}",
    "POST /welcome/{token}",
}
BEFORE_THE_SECOND_FACTOR = {"GET /sign-in/second-factor", "POST /sign-in/second-factor", "POST /sign-out"}


@dataclass(frozen=True)
class Route:
    """One method of one address. ``demands`` are the permissions it declares."""

    method: str
    path: str
    demands: tuple[Needs, ...]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def url(self) -> str:
        """The address with ids of nothing in it."""
        return "/desk" + re.sub(r"\{[^}]+\}", "999999", self.path)


def every_route() -> list[Route]:
    """Every route of the desk but its files, which everybody may read."""
    return [
        Route(method, route.path, tuple(_needs(route.dependant)))
        for route in _walk(create_desk().routes)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]


def _walk(routes: list[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _walk(route.original_router.routes)
        else:
            assert isinstance(route, Mount), f"{route} is no route this test understands"
            assert route.path == "/static", f"nobody guards {route.path}"


def _needs(dependant: Any) -> Iterator[Needs]:
    if isinstance(dependant.call, Needs):
        yield dependant.call
    for further in dependant.dependencies:
        yield from _needs(further)
