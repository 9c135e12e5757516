"""The panel in which an answer to a visitor is written, as its template shows it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from frontdesk.facts.model import Fact
from frontdesk.qualification.model import Lead
from frontdesk.services.answer_lead import AnswerLead, ReplyTemplate
from frontdesk.values import Language

FOLLOW_UP_CHOICES = (1, 2, 3, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What the panel shows. ``problem`` names the text that says why what was written is not sent; ``inserted`` that of what was added.

    ``form_id`` makes sending it twice one answer. ``used`` are the ids of the facts that were put into the text.
    """

    lead: Lead
    cited: tuple[Fact, ...]
    form_id: str
    follow_up_days: int
    text: str = ""
    used: tuple[str, ...] = ()
    problem: str = ""
    inserted: str = ""
    templates: tuple[ReplyTemplate, ...] = tuple(ReplyTemplate)
    answered_at: datetime | None = None

    @property
    def language(self) -> Language:
        """The visitor's language."""
        return self.lead.enquiry.language

    @property
    def url(self) -> str:
        """Where the panel's forms go."""
        return f"/desk/leads/{self.lead.reference}/answer"

    @property
    def days(self) -> tuple[int, ...]:
        """After how many working days the answer may be followed up."""
        return tuple(sorted({*FOLLOW_UP_CHOICES, self.follow_up_days}))


def answer_form(answering: AnswerLead, lead: Lead) -> AnswerForm:
    """Return an empty panel for a lead; the page of a lead includes ``answer/panel.html`` with it as ``answer``."""
    return AnswerForm(
        lead=lead,
        cited=answering.cited(lead),
        form_id=secrets.token_urlsafe(16),
        follow_up_days=answering.promise.follow_up_days,
    )


def with_addition(answering: AnswerLead, lead: Lead, text: str, added: str) -> str:
    """Return a text with something put after it; a template that nobody has changed yet gives way to it."""
    templates = {answering.with_template(lead, template) for template in ReplyTemplate}
    kept = text.replace("\r\n", "\n").strip()
    return added if not kept or (kept in templates and added in templates) else f"{kept}\n\n{added}"
