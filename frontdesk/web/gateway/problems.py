"""Problem details as OpenAPI shows them."""

import http
from typing import Any

from pydantic import BaseModel


class InvalidPart(BaseModel):
    """One thing that is wrong: where in the body, or which parameter."""

    pointer: str | None = None
    parameter: str | None = None
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457 problem details; `type` is stable, for programs."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[InvalidPart] | None = None


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI responses of a route that can fail in these ways."""
    schema = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {status: {"description": http.HTTPStatus(status).phrase, "content": schema} for status in statuses}
