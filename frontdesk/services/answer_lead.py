"""A member of staff answers a visitor: what they wrote is sent once, the clock stops, and a task to follow it up is made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.facts.model import Fact
from frontdesk.leads.announcements import Reply
from frontdesk.leads.clock import ResponseClock
from frontdesk.qualification.model import Lead
from frontdesk.services.ports import Clock, ConversationStore, KnowledgeSource
from frontdesk.services.transcript import CitedSource
from frontdesk.staff.member import Member
from frontdesk.values import Language

LONGEST_REPLY = 20_000
_GAP = re.compile(r"‹[^‹›]*›")  # what a template leaves to whoever writes
_PAGE = 200


class ReplyProblem(StrEnum):
    """Why a reply is not sent."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    HAS_GAPS = "has_gaps"


class ReplyRefused(Exception):
    """The reply is not sent as it stands."""

    def __init__(self, problem: ReplyProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class ReplyTemplate(StrEnum):
    """The texts a reply may start from."""

    FIRST_ANSWER = "first_answer"
    MEETING = "meeting"
    MORE_DETAILS = "more_details"
    NOT_OUR_FIELD = "not_our_field"


class ReplyTexts(Protocol):
    """What replies are made of, in the visitors' languages."""

    def template(self, template: ReplyTemplate, language: Language, *, name: str, reference: str) -> str:
        """Return a text to start from; gaps stand in angle quotation marks."""

    def fact(self, fact: Fact, language: Language) -> str:
        """Return a fact as a reply tells it: the statement, its caution, source and date."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a reply. It is not new where the same form had sent it before."""

    is_new: bool
    follow_up_at: datetime


class AnswerStore(Protocol):
    """Where replies are written. Raises StoreUnavailable."""

    def answer(self, reference: str, reply: Reply, *, follow_up_at: datetime, by: Member, at: datetime) -> Answered:
        """Write a reply with all that follows from it in one transaction. Raises LeadNotFound and MergedAway."""


@dataclass(frozen=True, slots=True)
class AnswerLead:
    """The service that answers visitors."""

    store: AnswerStore
    conversations: ConversationStore
    knowledge: KnowledgeSource
    texts: ReplyTexts
    clock: Clock
    promise: ResponseClock

    def send(self, reference: str, reply: Reply, *, follow_up_days: int | None, by: Member) -> Answered:
        """Send a reply to a visitor. Raises ReplyRefused, LeadNotFound, MergedAway and StoreUnavailable."""
        check(reply.text)
        now = self.clock.now()
        follow_up_at = self.promise.follow_up_at(now, follow_up_days)
        return self.store.answer(reference, reply, follow_up_at=follow_up_at, by=by, at=now)

    def cited(self, lead: Lead) -> tuple[Fact, ...]:
        """Return the facts the assistant cited to the visitor and that still hold, in the order they were told."""
        known = self.knowledge.current()
        told = (source.fact_id for source in self._citations(lead.enquiry.conversation_id))
        return tuple(fact for one in dict.fromkeys(told) if (fact := known.fact(one)) is not None)

    def with_template(self, lead: Lead, template: ReplyTemplate) -> str:
        """Return the text of a template for a lead, in the visitor's language."""
        enquiry = lead.enquiry
        return self.texts.template(template, enquiry.language, name=enquiry.name, reference=lead.reference)

    def with_fact(self, lead: Lead, fact_id: str) -> str | None:
        """Return a fact as a reply tells it, in the visitor's language; none where it is not held any more."""
        fact = self.knowledge.current().fact(fact_id)
        return None if fact is None else self.texts.fact(fact, lead.enquiry.language)

    def _citations(self, conversation_id: str) -> Sequence[CitedSource]:
        found: list[CitedSource] = []
        last = 0
        while page := self.conversations.messages_after(conversation_id, last, limit=_PAGE):
            found.extend(source for message in page for source in message.content.citations)
            last = page[-1].id
        return found


def check(text: str) -> None:
    """Raise ReplyRefused where a text cannot be sent as it stands."""
    if not text.strip():
        raise ReplyRefused(ReplyProblem.EMPTY)
    if len(text) > LONGEST_REPLY:
        raise ReplyRefused(ReplyProblem.TOO_LONG)
    if _GAP.search(text):
        raise ReplyRefused(ReplyProblem.HAS_GAPS)
