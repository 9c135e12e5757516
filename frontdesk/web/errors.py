"""Every error the public HTTP edge answers with, as RFC 9457 problem details; one table from domain problems to statuses.

Titles and details are for developers and never repeat what a visitor sent.
"""

import http
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontdesk.services.conversing import MessageIdReused, QuickReplyNotIssued, QuickReplyStale
from frontdesk.services.errors import ConversationNotFound, StoreUnavailable
from frontdesk.services.rate_message import AnswerNotFound
from frontdesk.wiring.logs import log_unexpected

_LOG = logging.getLogger(__name__)
_MEDIA_TYPE = "application/problem+json"


@dataclass(eq=False)
class Problem(Exception):
    """An error with its status. ``code`` names the problem type for programs, ``detail`` says what to do."""

    status: int
    code: str
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[Mapping[str, str], ...] = ()

    def response(self) -> JSONResponse:
        """Return the problem as a response."""
        body: dict[str, object] = {
            "type": f"urn:frontdesk:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = [dict(error) for error in self.errors]
        return JSONResponse(body, self.status, dict(self.headers), media_type=_MEDIA_TYPE)


_NOT_FOUND = Problem(
    404,
    "conversation-not-found",
    "No such conversation",
    "There is no conversation with this id and token. It may have been erased.",
)
_INTERNAL = Problem(500, "internal", "Internal error", "Something went wrong on our side. It has been recorded.")

_OF_DOMAIN: Mapping[type[Exception], Problem] = {
    ConversationNotFound: _NOT_FOUND,
    StoreUnavailable: Problem(
        503,
        "database-unavailable",
        "Database unavailable",
        "This is not answered yet. Send the same request again in a few seconds; with the same client_message_id it is answered once.",
        headers={"Retry-After": "5"},
    ),
    AnswerNotFound: Problem(
        404,
        "answer-not-found",
        "No such answer",
        "The assistant has said nothing with this id in this conversation. Only its messages can be rated.",
    ),
    QuickReplyNotIssued: Problem(
        422,
        "quick-reply-unknown",
        "Unknown quick reply",
        "This quick reply was not offered in this conversation.",
    ),
    QuickReplyStale: Problem(
        409,
        "quick-reply-stale",
        "Quick reply no longer open",
        "The conversation has gone on since this quick reply was offered. Use the latest ones or type an answer.",
    ),
    MessageIdReused: Problem(
        409,
        "client-message-id-reused",
        "client_message_id used before",
        "Another message was sent with this client_message_id. Use a new one for each message.",
    ),
}


def token_missing() -> Problem:
    """Return the problem of a request without a token."""
    return Problem(
        401,
        "token-missing",
        "Token missing",
        "Send the token you were given with the conversation: Authorization: Bearer <token>.",
        headers={"WWW-Authenticate": 'Bearer realm="conversation"'},
    )


def add_error_handlers(app: FastAPI) -> None:
    """Make the application answer every error it expects with a problem."""
    for kind, problem in _OF_DOMAIN.items():
        app.add_exception_handler(kind, _answering(problem))
    app.add_exception_handler(Problem, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid_parameters)


def _answering(problem: Problem) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def answer(_request: Request, _raised: Exception) -> JSONResponse:
        return problem.response()

    return answer


async def _known(_: Request, problem: Exception) -> JSONResponse:
    return problem.response() if isinstance(problem, Problem) else _INTERNAL.response()


async def _http(_: Request, problem: Exception) -> JSONResponse:
    """Answer what routing raises: 404 and 405 above all."""
    if not isinstance(problem, HTTPException):
        return _INTERNAL.response()
    phrase = http.HTTPStatus(problem.status_code).phrase
    code = phrase.lower().replace(" ", "-")
    return Problem(problem.status_code, code, phrase, f"{phrase}.", headers=problem.headers or {}).response()


async def _invalid_parameters(_: Request, problem: Exception) -> JSONResponse:
    found = problem.errors() if isinstance(problem, RequestValidationError) else ()
    errors = tuple({"parameter": ".".join(map(str, error["loc"])), "detail": str(error["msg"])} for error in found)
    detail = "A parameter of the request is wrong; see errors."
    return Problem(422, "invalid-parameter", "Invalid parameter", detail, errors=errors).response()


class UnexpectedErrors:
    """The one edge where everything is caught: the visitor gets a bare 500, the log the place but not the words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 where it fails before a response has begun."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as problem:  # noqa: BLE001  # the marked edge
            log_unexpected(_LOG, problem)
            if scope["type"] == "http" and not begun:
                await _INTERNAL.response()(scope, receive, send)
