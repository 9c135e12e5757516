"""What the forms of a lead's page have in common: where they lead back to, and what is shown again where one does not fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from frontdesk.web.desk.access import AtTheDesk
from frontdesk.wiring.desk import Desk


@dataclass(frozen=True, slots=True)
class LeadPlace:
    """The lead a form is about, with what every route works with."""

    request: Request
    desk: Desk
    reference: str


def _place(request: Request, desk: AtTheDesk, reference: str) -> LeadPlace:
    return LeadPlace(request, desk, reference)


type AtLead = Annotated[LeadPlace, Depends(_place)]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form that was not accepted: its name, the text that says why, and what was in it."""

    form: str = ""
    error: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def of(self, form: str) -> str:
        """Return the name of the text that says what is wrong with a form; nothing for any other."""
        return self.error if form == self.form else ""

    def value(self, form: str, name: str, otherwise: str = "") -> str:
        """Return what was written into a field of a form that is shown again."""
        return self.values.get(name, otherwise) if form == self.form else otherwise


NOTHING_WRONG = Wrong()


def back_to_lead(reference: str, said: str, part: str = "") -> Response:
    """Show a lead again, at one of its parts, and what was done."""
    place = f"#{part}" if part else ""
    return RedirectResponse(f"/desk/leads/{quote(reference, safe='')}?{urlencode({'said': said})}{place}", 303)
