"""What goes wrong at the desk, each a page with a status; the sentences are in texts/<language>/problems.yml."""

from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(eq=False)
class DeskProblem(Exception):
    """Something a member of staff is told instead of a page. ``code`` names the texts, ``values`` fill their placeholders."""

    status: int
    code: str
    values: dict[str, str] = field(default_factory=dict)


class NotSignedIn(Exception):
    """Nobody is signed in, or not for long enough any more."""


class NotConfirmed(Exception):
    """The second factor is still to be given, or to be set up."""


def not_found() -> DeskProblem:
    """Return the problem of something that is not there, or no longer."""
    return DeskProblem(HTTPStatus.NOT_FOUND, "not_found")


def not_allowed() -> DeskProblem:
    """Return the problem of somebody whose role may not do that."""
    return DeskProblem(HTTPStatus.FORBIDDEN, "not_allowed")


def forged() -> DeskProblem:
    """Return the problem of a form that did not come from a page of this desk, or from one of an earlier session."""
    return DeskProblem(HTTPStatus.FORBIDDEN, "forged")


def conflict(code: str = "conflict", **values: str) -> DeskProblem:
    """Return the problem of something that somebody else changed meanwhile."""
    return DeskProblem(HTTPStatus.CONFLICT, code, values)
