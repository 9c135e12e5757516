"""What is done with an item of the review queue: each decision leads on to the next item, and can be taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from frontdesk.services.label_review import (
    FactNotFound,
    IntentNotFound,
    Label,
    ReviewItemDecided,
    ReviewItemNotFound,
    WordingNeeded,
)
from frontdesk.services.review import ReviewStatus
from frontdesk.services.work_review import TextNeeded, decide_item, mask_item, reopen_item
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, KnowledgeEditor
from frontdesk.web.desk.knowledge_edit import telling
from frontdesk.web.desk.knowledge_form import clean
from frontdesk.web.desk.knowledge_words import teller
from frontdesk.web.desk.pages import redirect
from frontdesk.web.desk.problems import conflict, not_found
from frontdesk.web.desk.review import Sieve, Sifted, item_of, item_page, neighbours
from frontdesk.wiring.desk import Desk

router = APIRouter()
_MEANS = {
    "fact": ReviewStatus.ASSIGNED_FACT,
    "intent": ReviewStatus.ASSIGNED_INTENT,
    "out-of-scope": ReviewStatus.OUT_OF_SCOPE,
    "ignore": ReviewStatus.IGNORED,
}

type Typed = Annotated[str, Form(max_length=4000)]


@router.post("/review/{item_id}/mask")
def mask(  # noqa: PLR0913  # fields of a form
    request: Request, item_id: int, desk: AtTheDesk, who: KnowledgeEditor, sieve: Sifted, *, text: Typed = ""
) -> Response:
    """Keep a text that says less of somebody."""
    try:
        with _problems():
            kept = mask_item(item_id, clean(text), who.member, desk.knowledge.reviews)
    except TextNeeded:
        error = teller(request)("review.wrong.text")
        return item_page(request, desk, item_of(desk, item_id), sieve, {"text": text}, text=error)
    return redirect(sieve.address(f"/{kept.id}"), said="review.said.masked")


@router.post("/review/{item_id}/undo")
def undo(item_id: int, desk: AtTheDesk, who: KnowledgeEditor, sieve: Sifted) -> Response:
    """Take back what was decided."""
    with _problems():
        reopen_item(item_id, who.member, desk.knowledge.reviews)
    return redirect(sieve.address(f"/{item_id}"), said="review.said.undone")


@router.post("/review/{item_id}/{means}")
def decide(  # noqa: PLR0913  # fields of a form
    request: Request,
    item_id: int,
    desk: AtTheDesk,
    who: KnowledgeEditor,
    sieve: Sifted,
    *,
    means: str,
    fact: Typed = "",
    intent: Typed = "",
    wording: Typed = "",
) -> Response:
    """Keep what a text means, and go on to the next."""
    if means not in _MEANS:
        raise not_found()
    found = item_of(desk, item_id)
    said = clean(wording).strip() if means != "ignore" and clean(wording).strip() != found.text else ""
    target = {"fact": fact, "intent": intent}.get(means)
    label = Label(item_id, _MEANS[means], who.member.email, target, said or None, acting(who.member), undecided=True)
    following = _following(desk, sieve, item_id)
    tell, typed = teller(request), {"wording": wording, "intent": intent}
    try:
        with _problems():
            decide_item(label, desk.knowledge.reviews)
    except WordingNeeded:
        return item_page(request, desk, found, sieve, typed, wording=tell("review.wrong.wording"))
    except FactNotFound:
        return item_page(request, desk, found, sieve, typed, fact=tell("review.wrong.fact"))
    except IntentNotFound:
        return item_page(request, desk, found, sieve, typed, intent=tell("review.wrong.intent"))
    path = f"/{following}" if following else ""
    return redirect(sieve.address(path, done=item_id), said=f"review.said.{means.replace('-', '_')}")


def _following(desk: Desk, sieve: Sieve, item_id: int) -> int | None:
    """Return the item to go on with: the next, or where this is the last, the one before."""
    before, after = neighbours(desk.stores.reviews.ids(sieve.query()), item_id)
    return after or before


@contextmanager
def _problems() -> Iterator[None]:
    try:
        with telling():
            yield
    except ReviewItemNotFound as problem:
        raise not_found() from problem
    except ReviewItemDecided as problem:
        raise conflict() from problem
