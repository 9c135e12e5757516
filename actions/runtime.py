"""The services this process works with, built once, at the first message."""

from functools import cache

from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.settings import Settings
from frontdesk.wiring.answering import build_answer_desk


@cache
def settings() -> Settings:
    """Return the settings of this installation."""
    return Settings()


@cache
def answer_desk() -> AnswerDesk:
    """Return the service that answers questions."""
    return build_answer_desk(settings())
