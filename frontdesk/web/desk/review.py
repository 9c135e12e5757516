"""The queue of misunderstood messages: what waits, one item with all that is known of it, and what became of the decided ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from frontdesk.services.compare_decided import compare_decided
from frontdesk.services.label_review import LONGEST_WORDING
from frontdesk.services.review import ReviewItem, ReviewItemNotFound, ReviewQuery, ReviewReason, ReviewStatus
from frontdesk.services.search_facts import FactSearch, HeldFact, Holdings
from frontdesk.values import Language
from frontdesk.web.desk.access import AtTheDesk, KnowledgeReader
from frontdesk.web.desk.knowledge_words import Choices, chosen, words_of
from frontdesk.web.desk.pages import is_partial, page
from frontdesk.web.desk.preview import previewed
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.desk import Desk

router = APIRouter()
PAGE = 50
COMPARED = 20  # each is read by the language model while the page is made
SUGGESTED = 8
DECIDED = "decided"

type Asked = Annotated[str, Query(max_length=200)]
type Number = Annotated[int, Query(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which items somebody works through; kept in the address from one item to the next."""

    language: Language | None = None
    why: ReviewReason | None = None
    status: str = ""

    def query(self, **more: int) -> ReviewQuery:
        """Return what the queue is asked for; open items where no status is named."""
        decided = self.status == DECIDED
        status = None if decided else chosen(ReviewStatus, self.status) or ReviewStatus.OPEN
        return ReviewQuery(status, self.language, self.why, decided=decided, **more)

    def address(self, path: str = "", **more: object) -> str:
        """Return the address of a page of the queue with the same filters."""
        kept = {"language": self.language, "why": self.why, "status": self.status}
        given = {name: str(value) for name, value in {**kept, **more}.items() if value}
        return f"/desk/review{path}{'?' if given else ''}{urlencode(given)}"


def sieve_of(language: Asked = "", why: Asked = "", status: Asked = "") -> Sieve:
    """Return the filters of an address."""
    return Sieve(chosen(Language, language), chosen(ReviewReason, why), status)


type Sifted = Annotated[Sieve, Depends(sieve_of)]


@router.get("/review")
def queue(
    request: Request, desk: AtTheDesk, _who: KnowledgeReader, sieve: Sifted, *, at: Number = 1, done: Asked = ""
) -> Response:
    """List what waits, the most asked first, or what was decided; ``done`` is the item that was decided last."""
    numbers = desk.stores.reviews.ids(sieve.query())
    return page(
        request,
        "review/list.html",
        items=desk.stores.reviews.items(sieve.query(limit=PAGE, skip=(at - 1) * PAGE)),
        total=len(numbers),
        done=done,
        sieve=sieve,
        languages=tuple(Language),
        earlier=sieve.address(at=at - 1) if at > 1 else None,
        later=sieve.address(at=at + 1) if at * PAGE < len(numbers) else None,
        choices=_choices(request),
    )


@router.get("/review/changes")
def changes(request: Request, desk: AtTheDesk, _who: KnowledgeReader, at: Number = 1) -> Response:
    """Show what the assistant answers today to what was decided, beside what it answered then."""
    sieve = Sieve(status=DECIDED)
    total = len(desk.stores.reviews.ids(sieve.query()))
    items = desk.stores.reviews.items(sieve.query(limit=COMPARED, skip=(at - 1) * COMPARED))
    return page(
        request,
        "review/changes.html",
        outcomes=tuple(compare_decided(items, desk.knowledge.previews)),
        total=total,
        held=desk.knowledge.catalogue.current(),
        earlier=f"/desk/review/changes?at={at - 1}" if at > 1 else None,
        later=f"/desk/review/changes?at={at + 1}" if at * COMPARED < total else None,
        words=words_of(request),
    )


@router.get("/review/{item_id}")
def item(  # noqa: PLR0913  # what an address may hold
    request: Request,
    item_id: int,
    desk: AtTheDesk,
    _who: KnowledgeReader,
    sieve: Sifted,
    *,
    q: Asked = "",
    done: Asked = "",
) -> Response:
    """Show one item, and what can be done with it."""
    return item_page(request, desk, item_of(desk, item_id), sieve, {"q": q, "done": done})


@router.get("/review/{item_id}/facts")
def fitting(
    request: Request, item_id: int, desk: AtTheDesk, _who: KnowledgeReader, sieve: Sifted, *, q: Asked = ""
) -> Response:
    """List the facts that words find, while they are typed."""
    found = suggested(item_of(desk, item_id), desk.knowledge.catalogue.current(), q)
    address = sieve.address(f"/{item_id}/fact")
    return page(request, "review/found.html", suggestions=found, q=q, decide_fact=address, words=words_of(request))


@router.get("/review/{item_id}/answer")
def today(request: Request, item_id: int, desk: AtTheDesk, _who: KnowledgeReader) -> Response:
    """Show what the assistant answers to an item at this moment."""
    found = item_of(desk, item_id)
    preview = previewed(desk, found.text, found.language)
    state_from = desk.knowledge.state_from
    template = "review/answer.html" if is_partial(request) else "review/answer_page.html"
    return page(request, template, item=found, preview=preview, state_from=state_from, words=words_of(request))


def item_of(desk: Desk, item_id: int) -> ReviewItem:
    """Return an item. Raises the problem of one that is not there."""
    try:
        return desk.stores.reviews.get(item_id)
    except ReviewItemNotFound as problem:
        raise not_found() from problem


def item_page(
    request: Request, desk: Desk, found: ReviewItem, sieve: Sieve, shown: Mapping[str, str], **wrong: str
) -> Response:
    """Return the page of an item; ``wrong`` are errors by field, ``shown`` what was typed."""
    held = desk.knowledge.catalogue.current()
    before, after = neighbours(desk.stores.reviews.ids(sieve.query()), found.id)
    return page(
        request,
        "review/item.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        item=found,
        held=held,
        intents=_intents(desk, held),
        suggestions=suggested(found, held, shown.get("q", "")),
        q=shown.get("q", ""),
        decide_fact=sieve.address(f"/{found.id}/fact"),
        words=words_of(request),
        typed={"wording": found.text, "text": found.text, "intent": "", "q": "", "done": "", **shown},
        errors=wrong,
        sieve=sieve,
        before=sieve.address(f"/{before}") if before else None,
        after=sieve.address(f"/{after}") if after else None,
        longest=LONGEST_WORDING,
        choices=_choices(request),
    )


def neighbours(numbers: tuple[int, ...], number: int) -> tuple[int | None, int | None]:
    """Return the items before and after one; for one that is not in the queue, none and the first."""
    if number not in numbers:
        return None, numbers[0] if numbers else None
    place = numbers.index(number)
    return (
        numbers[place - 1] if place else None,
        numbers[place + 1] if place + 1 < len(numbers) else None,
    )


def suggested(found: ReviewItem, held: Holdings, words: str) -> tuple[HeldFact, ...]:
    """Return the published facts that words find; without words those that were cited, or pressed instead."""
    if words.strip():
        return tuple(one for one in held.find(FactSearch(words), limit=3 * SUGGESTED).facts if _is_told(one))[
            :SUGGESTED
        ]
    near = (held.get(fact_id) for fact_id in dict.fromkeys((*found.chosen, *found.answered.fact_ids)))
    return tuple(one for one in near if one is not None and _is_told(one))[:SUGGESTED]


def _is_told(held: HeldFact) -> bool:
    return held.fact.status.value == "published"


def _intents(desk: Desk, held: Holdings) -> list[tuple[str, str]]:
    named = sorted(desk.knowledge.reviews.labels.intents)
    means = {f"ask_{one.id}": f" – {one.means}" for one in held.attributes.values()}
    return [("", ""), *((intent, f"{intent.replace('_', ' ')}{means.get(intent, '')}") for intent in named)]


def _choices(request: Request) -> dict[str, Choices]:
    words = words_of(request)
    return {
        "reasons": words.choices(ReviewReason, "review.why."),
        "statuses": words.choices(ReviewStatus, "review.status."),
    }
