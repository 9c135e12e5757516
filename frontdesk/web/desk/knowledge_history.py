"""How a fact came to say what it says: its versions, what differs between any two, and the way back."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from frontdesk.facts.book import FactVersion
from frontdesk.services.compare_versions import compare
from frontdesk.services.fact_history import FactNotFound, Restoration, fact_history, restore_fact
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, KnowledgeEditor, KnowledgeReader
from frontdesk.web.desk.knowledge_edit import Reason, Seen, changing, needed
from frontdesk.web.desk.knowledge_words import words_of
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()


@router.get("/knowledge/{fact_id}/history")
def history(
    request: Request,
    fact_id: str,
    desk: AtTheDesk,
    _who: KnowledgeReader,
    earlier: Annotated[int | None, Query(alias="from")] = None,
    later: Annotated[int | None, Query(alias="to")] = None,
) -> Response:
    """Show every version, the newest first, and what differs between two of them."""
    versions = _versions(desk, fact_id)
    new = _version(versions, later or versions[-1].version)
    old = _version(versions, earlier or max(new.version - 1, 1))
    return page(
        request,
        "knowledge/history.html",
        versions=tuple(reversed(versions)),
        current=versions[-1],
        old=old,
        new=new,
        differences=compare(old.fact, new.fact),
        words=words_of(request),
    )


@router.post("/knowledge/{fact_id}/restore")
def restore(  # noqa: PLR0913  # fields of a form
    fact_id: str,
    desk: AtTheDesk,
    who: KnowledgeEditor,
    *,
    version: Annotated[int, Form()],
    reason: Reason = "",
    seen: Seen,
) -> Response:
    """Let an earlier version hold again."""
    order = Restoration(fact_id, version, who.member.email, needed(reason), acting(who.member), seen)
    with changing():
        restore_fact(order, desk.knowledge.facts)
    return redirect(f"/desk/knowledge/{fact_id}", said="knowledge.said.restored")


def _versions(desk: Desk, fact_id: str) -> tuple[FactVersion, ...]:
    try:
        return fact_history(desk.stores.facts, fact_id)
    except FactNotFound as problem:
        raise not_found() from problem


def _version(versions: tuple[FactVersion, ...], number: int) -> FactVersion:
    found = next((one for one in versions if one.version == number), None)
    if found is None:
        raise not_found()
    return found
