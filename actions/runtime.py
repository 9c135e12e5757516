"""The services this process works with, built once, at the first message."""

from functools import cache

from frontdesk.services.answer_desk import AnswerDesk
from frontdesk.services.submit_enquiry import SubmissionDesk
from frontdesk.settings import Settings
from frontdesk.wiring.answering import build_answer_desk
from frontdesk.wiring.enquiries import build_submission_desk, complete_waiting


@cache
def settings() -> Settings:
    """Return the settings of this installation."""
    return Settings()


@cache
def answer_desk() -> AnswerDesk:
    """Return the service that answers questions."""
    return build_answer_desk(settings())


@cache
def submission_desk() -> SubmissionDesk:
    """Return the service that records enquiries."""
    return build_submission_desk(settings())


def complete_waiting_enquiries() -> int:
    """Record the enquiries that waited on disk while the database was away; return how many."""
    return complete_waiting(submission_desk())
