"""Reads request bodies: bounded while they arrive, strict about type and shape, clear about what is wrong."""

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from frontdesk.web.errors import Problem

MAX_BODY_BYTES = 16 * 1024
_JSON = "application/json"


async def read_body[M: BaseModel](request: Request, model: type[M]) -> M:
    """Return the body as ``model``. Raises Problem 413, 415, 400 (no JSON) or 422 (JSON of another shape)."""
    raw = await _read(request)
    if raw.strip():
        _require_json(request)
    try:
        return model.model_validate_json(raw if raw.strip() else b"{}")
    except ValidationError as problem:
        raise _problem_of(problem) from None  # the cause repeats what the visitor sent


async def _read(request: Request) -> bytes:
    """Stop reading as soon as it is too much, whatever Content-Length says or does not say."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Problem(
                413,
                "body-too-large",
                "Body too large",
                f"A request may have {MAX_BODY_BYTES} bytes.",
                headers={"Connection": "close"},
            )
    return bytes(body)


def _require_json(request: Request) -> None:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if kind.strip().lower() != _JSON or charset not in {"", "utf-8", "utf8"}:
        raise Problem(415, "not-json", "Unsupported media type", f"Send {_JSON} in UTF-8.", headers={"Accept": _JSON})


def _problem_of(problem: ValidationError) -> Problem:
    errors = problem.errors(include_url=False, include_context=False, include_input=False)
    if any(error["type"] == "json_invalid" for error in errors):
        return Problem(400, "malformed-json", "Malformed JSON", "The body is no JSON in UTF-8.")
    listed = tuple(
        {"pointer": "".join(f"/{step}" for step in _known_steps(error["loc"])), "detail": _sentence(error["msg"])}
        for error in errors[:10]
    )
    return Problem(
        422, "invalid-body", "Invalid body", "The body does not have the documented shape; see errors.", errors=listed
    )


def _known_steps(location: tuple[int | str, ...]) -> list[str]:
    """Leave out names the visitor invented where they are long: they would be sent back."""
    return [str(step)[:64].replace("~", "~0").replace("/", "~1") for step in location]


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")
