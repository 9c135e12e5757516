"""What a member of staff is told where something could not be done with a lead."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from frontdesk.services.lead_problems import (
    CannotFollow,
    CannotMerge,
    ConsentDiffers,
    LeadNotFound,
    LeadProblem,
    MergedAway,
    MovedMeanwhile,
    NotAssignable,
    NotTheirs,
    OwnedByAnother,
)
from frontdesk.web.desk.pages import reader_language
from frontdesk.web.desk.problems import DeskProblem, conflict, not_allowed, not_found
from frontdesk.web.desk.texts import text


@contextmanager
def told_as_page(request: Request, *, but: tuple[type[LeadProblem], ...] = ()) -> Iterator[None]:
    """Turn the problem of a lead into a page that names who or what stands in the way; ``but`` what a form tells itself."""
    try:
        yield
    except but:
        raise
    except LeadProblem as problem:
        raise problem_of(request, problem) from problem


def problem_of(request: Request, problem: LeadProblem) -> DeskProblem:
    """Return the page of a problem."""
    match problem:
        case LeadNotFound():
            return not_found()
        case NotTheirs():
            return not_allowed()
        case _:
            code, values = _told(problem)
            return conflict(code, **(_in_words(request, values) if code in _OF_STATUS else values))


_OF_STATUS = frozenset({"lead_moved", "lead_cannot_follow"})


def _in_words(request: Request, statuses: dict[str, str]) -> dict[str, str]:
    language = reader_language(request)
    return {name: text(language, f"terms.status.{status}") for name, status in statuses.items()}


def _told(problem: LeadProblem) -> tuple[str, dict[str, str]]:
    """Return the texts of a conflict and what fills them."""
    match problem:
        case OwnedByAnother(owner=str(owner)):
            return "lead_taken", {"owner": owner}
        case MovedMeanwhile(status=status):
            return "lead_moved", {"status": status.value}
        case CannotFollow(before=before, after=after):
            return "lead_cannot_follow", {"before": before.value, "after": after.value}
        case MergedAway(reference=reference):
            return "lead_merged", {"reference": reference}
        case _:
            return _CODES.get(type(problem), "conflict"), {}


_CODES: dict[type[LeadProblem], str] = {
    OwnedByAnother: "lead_released",
    NotAssignable: "not_assignable",
    ConsentDiffers: "consent_differs",
    CannotMerge: "cannot_merge",
}
