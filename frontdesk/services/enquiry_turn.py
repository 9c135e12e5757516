"""What goes into the enquiry dialogue at each message and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from frontdesk.enquiry.field import Field
from frontdesk.enquiry.parsing import Situation
from frontdesk.enquiry.state import EnquiryState
from frontdesk.values import Language

__all__ = ["Ending", "EnquiryState", "Field", "Say", "Step", "Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. ``act`` is the intent understood, ``entities`` are (entity, value); of a pressed button these are all there is."""

    text: str
    act: str
    confidence: float
    language: Language
    message_id: str
    at: datetime
    entities: tuple[tuple[str, str], ...] = ()

    @property
    def is_button(self) -> bool:
        """Tell whether a button was pressed; typed text never begins with a slash."""
        return self.text.startswith("/")

    @property
    def today(self) -> date:
        """Return the day the visitor speaks of as today."""
        return self.at.date()

    def situation(self, state: EnquiryState) -> Situation:
        """Return what the parsers need to know."""
        country = state.answers.get(Field.COUNTRY)
        return Situation(self.language, self.today, country.value if country else None)


class Ending(StrEnum):
    """How the form ends."""

    COMPLETE = "complete"
    CONSENT_REFUSED = "consent_refused"
    CANCELLED = "cancelled"
    NOT_OPENED = "not_opened"


@dataclass(frozen=True, slots=True)
class Say:
    """A response of the domain and what stands in its braces."""

    response: str
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What a message does to the enquiry: first its question is answered, if it is one, then ``says`` are said.

    ``language`` is the one the visitor has just asked for, and what ``says`` is said in.
    """

    state: EnquiryState
    says: tuple[Say, ...] = ()
    answers_question: bool = False
    ending: Ending | None = None
    language: Language | None = None
