"""Facts changed at the desk: shown as they would be before they are kept, and never over what somebody else has just written."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from frontdesk.services.curate_facts import (
    Curation,
    FactChanged,
    FactExists,
    FactNotFound,
    FactStatus,
    add_facts,
    confirm_fact,
    edit_facts,
    set_status,
    with_defaults,
)
from frontdesk.staff.member import Member, acting
from frontdesk.web.desk.access import AtTheDesk, KnowledgeEditor
from frontdesk.web.desk.knowledge import held_fact
from frontdesk.web.desk.knowledge_editing import LONGEST_REASON, Editing
from frontdesk.web.desk.knowledge_form import FormSent, clean, values_of
from frontdesk.web.desk.knowledge_words import teller
from frontdesk.web.desk.pages import redirect
from frontdesk.web.desk.problems import DeskProblem, conflict, not_found

router = APIRouter()

type Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
type Seen = Annotated[int, Form()]


@router.get("/knowledge/new")
def new(request: Request, desk: AtTheDesk, _who: KnowledgeEditor, subject: str = "") -> Response:
    """Show the form of a fact that is to be added."""
    today = desk.clock.now().date()
    usual = {key: value for key, value in with_defaults({}, today).items() if isinstance(value, str)}
    own = {"subject": subject[:100], "scope": "WAL", "source.retrieved": today.isoformat(), "source.dated": "true"}
    return Editing(request, desk, usual | own).form()


@router.post("/knowledge/new")
def add(request: Request, desk: AtTheDesk, who: KnowledgeEditor, sent: FormSent) -> Response:
    """Show a new fact as it would be stated, or keep it."""
    editing = Editing(request, desk, sent)
    if (first := editing.before_saving()) is not None:
        return first
    order = _curation(who.member, sent["reason"])
    try:
        with telling():
            (made,) = add_facts(editing.document, order, desk.knowledge.facts, draft=bool(sent.get("draft"))).versions
    except FactExists as exists:
        tell = teller(request)
        return editing.form({"id": tell("knowledge.wrong.used", about=exists.fact_id)})
    return redirect(f"/desk/knowledge/{made.fact.id}", said="knowledge.said.added")


@router.get("/knowledge/{fact_id}/edit")
def edit(request: Request, fact_id: str, desk: AtTheDesk, _who: KnowledgeEditor) -> Response:
    """Show the form with a fact as it is."""
    held = held_fact(desk, fact_id)
    values = values_of(held.fact) | {"seen": str(held.version.version)}
    return Editing(request, desk, values, held.fact).form()


@router.post("/knowledge/{fact_id}/edit")
def save(request: Request, fact_id: str, desk: AtTheDesk, who: KnowledgeEditor, sent: FormSent) -> Response:
    """Show what would change, or keep it; show both texts where somebody else has changed the fact meanwhile."""
    held = held_fact(desk, fact_id)
    editing = Editing(request, desk, sent, held.fact)
    seen = int(sent["seen"]) if sent.get("seen", "").isdecimal() else 0
    if seen != held.version.version:
        return editing.conflict(seen)
    if (first := editing.before_saving()) is not None:
        return first
    order = _curation(who.member, sent["reason"], {fact_id: seen})
    try:
        with telling():
            done = edit_facts(editing.document, order, desk.knowledge.facts)
    except FactChanged:
        return editing.conflict(seen)
    return redirect(f"/desk/knowledge/{fact_id}", said=f"knowledge.said.{'saved' if done.versions else 'unchanged'}")


@router.post("/knowledge/{fact_id}/status")
def change_status(  # noqa: PLR0913  # fields of a form
    fact_id: str,
    desk: AtTheDesk,
    who: KnowledgeEditor,
    *,
    status: Annotated[FactStatus, Form()],
    reason: Reason = "",
    seen: Seen,
) -> Response:
    """Publish or retract a fact."""
    order = _curation(who.member, reason, {fact_id: seen})
    with changing():
        set_status(fact_id, status, order, desk.knowledge.facts)
    return redirect(f"/desk/knowledge/{fact_id}", said=f"knowledge.said.{status.value}")


@router.post("/knowledge/{fact_id}/checked")
def checked(  # noqa: PLR0913  # fields of a form
    request: Request,
    fact_id: str,
    desk: AtTheDesk,
    who: KnowledgeEditor,
    *,
    seen: Seen,
    to: Annotated[str, Form()] = "",
) -> Response:
    """Note that a fact was read again at its source today and is still true."""
    order = _curation(who.member, teller(request)("knowledge.still_true"), {fact_id: seen})
    with changing():
        confirm_fact(fact_id, order, desk.knowledge.facts)
    place = "review-dates" if to == "review-dates" else fact_id
    return redirect(f"/desk/knowledge/{place}", said="knowledge.said.checked")


@contextmanager
def telling() -> Iterator[None]:
    """Turn a knowledge file that cannot be written into a page: the change stands in the database by then."""
    try:
        yield
    except OSError as problem:
        raise DeskProblem(HTTPStatus.SERVICE_UNAVAILABLE, "not_told") from problem


@contextmanager
def changing() -> Iterator[None]:
    """Turn what can go wrong with a change of one fact into pages."""
    try:
        with telling():
            yield
    except FactNotFound as problem:
        raise not_found() from problem
    except FactChanged as problem:
        raise conflict() from problem


def _curation(member: Member, reason: str, seen: Mapping[str, int] | None = None) -> Curation:
    return Curation(member.email, needed(reason), called="form", by=acting(member), seen=seen)


def needed(reason: str) -> str:
    """Return a reason. Raises the problem of one that is not given."""
    given = clean(reason).strip()
    if not given:
        raise DeskProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "reason_needed")
    return given
