"""Facts: found by words and by what they are, shown in four languages, and those that are due to be read again."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from frontdesk.services.curate_facts import FactStatus
from frontdesk.services.search_facts import FactSearch, HeldFact, Order
from frontdesk.values import Language, Scope
from frontdesk.web.desk.access import AtTheDesk, KnowledgeReader
from frontdesk.web.desk.knowledge_words import chosen, words_of
from frontdesk.web.desk.pages import page
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()
PAGE = 50

type Asked = Annotated[str, Query(max_length=200)]


@router.get("/knowledge")
def facts(  # noqa: PLR0913  # one for each filter
    request: Request,
    desk: AtTheDesk,
    _who: KnowledgeReader,
    *,
    q: Asked = "",
    topic: Asked = "",
    status: Asked = "",
    scope: Asked = "",
    subject: Asked = "",
    overdue: Asked = "",
    undated: Asked = "",
    order: Asked = "",
    at: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """List facts."""
    search = FactSearch(
        words=q,
        topic=topic or None,
        status=chosen(FactStatus, status),
        scope=chosen(Scope, scope),
        subject=subject or None,
        overdue=bool(overdue),
        undated=bool(undated),
        order=chosen(Order, order) or Order.BEST,
    )
    held = desk.knowledge.catalogue.current()
    found = held.find(search, skip=(at - 1) * PAGE, limit=PAGE)
    given = {name: value for name, value in request.query_params.items() if value and name not in {"at", "said"}}
    return page(
        request,
        "knowledge/list.html",
        search=search,
        found=found,
        held=held,
        words=words_of(request),
        filtered=any(name not in {"q", "order"} for name in given),
        due=held.find(FactSearch(overdue=True), limit=0).total,
        earlier=_numbered(given, at - 1) if at > 1 else None,
        later=_numbered(given, at + 1) if at * PAGE < found.total else None,
    )


@router.get("/knowledge/review-dates")
def review_dates(request: Request, desk: AtTheDesk, _who: KnowledgeReader) -> Response:
    """List the facts to be read again at their sources, the most urgent first."""
    held = desk.knowledge.catalogue.current()
    found = held.find(FactSearch(overdue=True, order=Order.REVIEW), limit=500)
    return page(request, "knowledge/review_dates.html", held=held, found=found, words=words_of(request))


@router.get("/knowledge/{fact_id}")
def fact(request: Request, fact_id: str, desk: AtTheDesk, _who: KnowledgeReader) -> Response:
    """Show one fact in every language."""
    found = held_fact(desk, fact_id)
    held = desk.knowledge.catalogue.current()
    return page(
        request,
        "knowledge/fact.html",
        found=found,
        fact=found.fact,
        held=held,
        languages=tuple(Language),
        words=words_of(request),
        worded=desk.knowledge.worded(found.fact),
    )


def held_fact(desk: Desk, fact_id: str) -> HeldFact:
    """Return a fact by its id. Raises the problem of one that is not there."""
    found = desk.knowledge.catalogue.current().get(fact_id)
    if found is None:
        raise not_found()
    return found


def _numbered(given: Mapping[str, str], number: int) -> str:
    return f"/desk/knowledge?{urlencode({**given, 'at': number})}"
