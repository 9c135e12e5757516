"""What can be answered to a question: facts, or an honest reason why there are none. Wording is the renderer's."""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.facts.model import Fact, Subject
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


@dataclass(frozen=True, slots=True)
class Answer:
    """Facts to state, or what is refused or asked back; ``suggestions`` are facts offered as buttons."""

    kind: AnswerKind
    facts: tuple[Fact, ...] = ()
    attribute: str | None = None
    subjects: tuple[Subject, ...] = ()
    unknown_name: str | None = None
    suggestions: tuple[Fact, ...] = ()
    asked_scope: Scope | None = None
    context: Context = NOTHING_YET
