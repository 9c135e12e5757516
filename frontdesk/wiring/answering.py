"""Joins the service that answers questions."""

from frontdesk.rendering.answers import TemplateRenderer
from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.settings import Settings
from frontdesk.wiring.stores import open_stores


def build_answer_desk(settings: Settings) -> AnswerDesk:
    """Return the answer desk of an installation; it reads the fact store at the first question."""
    return AnswerDesk(open_stores(settings).knowledge, TemplateRenderer())
