"""What can be answered to a question: facts, or an honest reason why there are none. Wording is the renderer's."""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.facts.model import Fact, Subject
from frontdesk.facts.period import Period
from frontdesk.facts.question import NOTHING_YET, Context
from frontdesk.values import Scope


class AnswerKind(StrEnum):
    """The shape of an answer."""

    FACTS = "facts"
    OVERVIEW = "overview"
    REFUSAL = "refusal"
    UNKNOWN_NAME = "unknown_name"
    CLARIFICATION = "clarification"
    OTHER_REGION = "other_region"
    OUT_OF_SCOPE = "out_of_scope"
    NOTHING_BEFORE = "nothing_before"
    SOURCES = "sources"
    NOTHING_MORE = "nothing_more"
    TIMELINE = "timeline"
    NO_EVENTS = "no_events"
    COMPARISON = "comparison"
    CONFIRM_NAME = "confirm_name"
    PERSON = "person"
    SEVERAL = "several"


CLAIMS = frozenset({AnswerKind.FACTS, AnswerKind.OVERVIEW, AnswerKind.TIMELINE, AnswerKind.COMPARISON})
"""Kinds that state facts as the answer to what was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Facts to state, or what is refused or asked back; ``suggestions`` are facts offered as buttons.

    ``meant`` is whom a doubtful spelling was taken for, ``period`` the years asked about, ``oldest`` the elder of the subjects compared.
    An answer to several questions has its ``parts``, in the order asked, and ``pending`` questions it left for later; ``asked`` is what a
    part answers.
    """

    kind: AnswerKind
    facts: tuple[Fact, ...] = ()
    attribute: str | None = None
    subjects: tuple[Subject, ...] = ()
    unknown_name: str | None = None
    suggestions: tuple[Fact, ...] = ()
    asked_scope: Scope | None = None
    context: Context = NOTHING_YET
    meant: Subject | None = None
    period: Period | None = None
    oldest: Subject | None = None
    youngest: Subject | None = None
    parts: tuple["Answer", ...] = ()
    pending: tuple[str, ...] = ()
    asked: str = ""

    @property
    def claims(self) -> bool:
        """Tell whether facts are stated as the answer."""
        return self.kind in CLAIMS or any(part.claims for part in self.parts)
