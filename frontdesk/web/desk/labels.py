"""Every label with how many leads have it: renamed, coloured anew and removed by administrators."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import Response

from frontdesk.leads.label import LONGEST_LABEL, Tone
from frontdesk.services.lead_labels import LabelTaken
from frontdesk.services.lead_notes import TextMissing, TextTooLong
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import Administrator, AtTheDesk
from frontdesk.web.desk.lead_problems import told_as_page
from frontdesk.web.desk.pages import page, redirect
from frontdesk.wiring.desk import Desk

router = APIRouter()
HERE = "/desk/labels"

type LabelId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was written for a label and why it was not taken: the name of a text."""

    label_id: int
    name: str
    tone: Tone
    why: str


@router.get("/labels")
def labels(request: Request, desk: AtTheDesk, _who: Administrator) -> Response:
    """List the labels."""
    return _list(request, desk)


@router.post("/labels/{label_id}")
def change(  # noqa: PLR0913 - two fields of a form
    request: Request,
    desk: AtTheDesk,
    who: Administrator,
    label_id: LabelId,
    *,
    name: Annotated[str, Form()] = "",
    tone: Annotated[Tone, Form()] = Tone.GREY,
) -> Response:
    """Give a label another name and colour, on every lead that has it."""
    try:
        with told_as_page(request):
            desk.lead_work.labels.change(label_id, name, tone, by=acting(who.member))
    except (TextMissing, TextTooLong):
        return _list(request, desk, Refused(label_id, name, tone, "labels.wrong.name"))
    except LabelTaken:
        return _list(request, desk, Refused(label_id, name, tone, "labels.wrong.taken"))
    return redirect(HERE, said="labels.saved")


@router.post("/labels/{label_id}/remove")
def remove(request: Request, desk: AtTheDesk, who: Administrator, label_id: LabelId) -> Response:
    """Take a label off every lead and forget it."""
    with told_as_page(request):
        desk.lead_work.labels.remove(label_id, by=acting(who.member))
    return redirect(HERE, said="labels.removed")


def _list(request: Request, desk: Desk, refused: Refused | None = None) -> Response:
    return page(
        request,
        "labels/list.html",
        status=422 if refused else 200,
        used=desk.lead_work.labels.in_use(),
        tones=tuple(Tone),
        longest=LONGEST_LABEL,
        refused=refused,
    )
