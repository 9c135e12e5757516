"""Deliveries for administrators: what waits, fails, was given up and arrived, why, and another try."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from frontdesk.services.delivery import DeliveryLine, DeliveryShelf, DeliveryStatus, Destination, FailureReason
from frontdesk.services.delivery_desk import PAGE, DeliveryDesk, Standing
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import Administrator, AtTheDesk
from frontdesk.web.desk.pages import page, redirect
from frontdesk.web.desk.problems import not_found
from frontdesk.web.desk.texts import has_text

router = APIRouter()
_URGENT_FIRST = (DeliveryShelf.GIVEN_UP, DeliveryShelf.FAILING, DeliveryShelf.WAITING, DeliveryShelf.DELIVERED)
_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery as the table shows it. ``topic`` and ``why`` are names of texts, ``topic`` the topic itself where it has none."""

    line: DeliveryLine
    destination: str
    topic: str
    has_topic_text: bool
    why: str | None

    @property
    def can_be_replayed(self) -> bool:
        """Tell whether it fails or was given up."""
        return self.line.error is not None


@router.get("/deliveries")
def deliveries(
    request: Request,
    desk: AtTheDesk,
    _who: Administrator,
    *,
    shelf: DeliveryShelf | None = None,
    destination: Annotated[str, Query(max_length=60)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=_MOST_PAGES)] = 1,
) -> Response:
    """Show a shelf; without a choice the one that needs somebody most."""
    work = desk.deliveries
    counts, known = work.counts(), {each.key: each for each in work.destinations()}
    chosen = shelf or next((each for each in _URGENT_FIRST if counts[each]), DeliveryShelf.DELIVERED)
    lines = work.page(chosen, number, destination or None)
    return page(
        request,
        "deliveries/list.html",
        shelf=chosen,
        shelves=[(each, counts[each]) for each in DeliveryShelf],
        rows=[_row(line, known, work) for line in lines[:PAGE]],
        destination=destination if destination in known else "",
        destinations=list(known.values()),
        standing={key: work.standing(each) for key, each in known.items()},
        earlier=_link(chosen, destination, number - 1) if number > 1 else None,
        later=_link(chosen, destination, number + 1) if len(lines) > PAGE else None,
    )


@router.post("/deliveries/replay")
def replay(desk: AtTheDesk, who: Administrator, delivery: Annotated[str, Form(max_length=140)]) -> Response:
    """Make one delivery due at once."""
    if not desk.deliveries.replay(delivery, by=acting(who.member)):
        raise not_found()
    return redirect("/desk/deliveries", said="deliveries.replayed")


@router.post("/deliveries/replay-all")
def replay_all(desk: AtTheDesk, who: Administrator, destination: Annotated[str, Form(max_length=60)]) -> Response:
    """Make every delivery of a destination that fails or was given up due at once."""
    if not desk.deliveries.replay_all(destination, by=acting(who.member)):
        raise not_found()
    return redirect("/desk/deliveries", said="deliveries.replayed_all")


def reason_text(reason: str | None) -> str:
    """Return the name of the text that says why an attempt failed."""
    return f"deliveries.reason.{reason}" if reason in set(FailureReason) else "deliveries.reason.odd_answer"


def _row(line: DeliveryLine, known: dict[str, Destination], work: DeliveryDesk) -> Row:
    topic, to = f"deliveries.topic.{line.topic.replace('.', '_')}", known.get(line.destination)
    return Row(
        line=line,
        destination=to.name if to and to.name else line.destination,
        topic=topic if has_text(topic) else line.topic,
        has_topic_text=has_text(topic),
        why=_why(line, work.standing(to) if to else Standing.OFF),
    )


def _why(line: DeliveryLine, standing: Standing) -> str | None:
    """Name what keeps a delivery from arriving: first what keeps it from being tried at all."""
    if line.delivered_at is not None:
        return None
    if standing is not Standing.ON and line.status is not DeliveryStatus.GIVEN_UP:
        return f"deliveries.standing.{standing}"
    return reason_text(line.reason) if line.reason else "deliveries.due_now"


def _link(shelf: DeliveryShelf, destination: str, number: int) -> str:
    given = {"shelf": shelf.value, "destination": destination, "page": number if number > 1 else ""}
    return f"/desk/deliveries?{urlencode({name: value for name, value in given.items() if value})}"
