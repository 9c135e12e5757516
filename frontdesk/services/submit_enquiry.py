"""Makes a lead of a confirmed enquiry and records it; where the database is away, keeps it on disk until it is back."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from babel.dates import format_date

from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.money_text import as_said, from_text
from frontdesk.enquiry.state import Answer, EnquiryState
from frontdesk.leads.clock import ResponseClock
from frontdesk.leads.office_hours import brussels_day
from frontdesk.qualification.model import Consent, Enquiry, Lead, OutboxEntry
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.lead_record import lead_record
from frontdesk.services.ports import Clock, LeadSpool, LeadStore
from frontdesk.services.qualify_enquiry import qualify_enquiry
from frontdesk.services.transcript import Conversation
from frontdesk.values import Language

CONSENT_TEXT_VERSION = (
    "2026-11-23"  # change it with any wording of the consent question; tests/actions hold the two together
)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
_GROUP, _GROUPS = 4, 2
_LOCALES = {Language.EN: "en_GB"}  # day before month, as in Belgium


_LOG = logging.getLogger(__name__)


class Submission(StrEnum):
    """What became of a confirmed enquiry."""

    STORED = "stored"
    SPOOLED = "spooled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Submitted:
    """The outcome; ``reference`` and the name of the ``owner`` are there only after the database has committed."""

    submission: Submission
    due_at: datetime
    reference: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an enquiry was told: the conversation, its channel and language, and the wording of the consent question."""

    conversation_id: str
    channel: str
    language: Language
    consent_text: str


class Conversations(Protocol):
    """Where it is kept by which channel a conversation is held."""

    def get(self, conversation_id: str) -> Conversation | None:
        """Return one conversation. Raises StoreUnavailable."""


@dataclass(frozen=True, slots=True)
class SubmissionDesk:
    """What submitting needs from the outside. Without ``conversations`` the channel is whatever the caller says."""

    store: LeadStore
    spool: LeadSpool
    clock: Clock
    promise: ResponseClock = field(default_factory=ResponseClock)
    conversations: Conversations | None = None

    def submit(self, state: EnquiryState, origin: Origin) -> Submitted:
        """Record the enquiry. Idempotent: submitting the same enquiry again gives the same reference."""
        now = self.clock.now()
        lead = build_lead(state, self._located(origin), now, due_at=self.promise.due_at(now))
        outbox = (_recorded(lead),)
        try:
            receipt = self.store.record_lead(lead, outbox)
        except StoreUnavailable:
            return self._keep(lead, outbox)
        self._forget(lead.enquiry.enquiry_id)
        return Submitted(Submission.STORED, receipt.due_at, receipt.reference, receipt.owner)

    def _located(self, origin: Origin) -> Origin:
        """Return the origin with the channel its conversation is held by; Rasa, which asks for this, knows of no channels."""
        try:
            found = self.conversations.get(origin.conversation_id) if self.conversations else None
        except StoreUnavailable:
            return origin
        return origin if found is None else replace(origin, channel=found.channel)

    def _forget(self, enquiry_id: str) -> None:
        """Take off the disk what is recorded now; where the disk refuses it stays, and is recorded once all the same."""
        try:
            self.spool.remove(enquiry_id)
        except OSError:
            _LOG.warning("spool_not_cleared", extra={"enquiry": enquiry_id})

    def _keep(self, lead: Lead, outbox: tuple[OutboxEntry, ...]) -> Submitted:
        try:
            self.spool.put(lead, outbox)
        except OSError:
            return Submitted(Submission.FAILED, lead.due_at)
        return Submitted(Submission.SPOOLED, lead.due_at)


def build_lead(state: EnquiryState, origin: Origin, now: datetime, *, due_at: datetime) -> Lead:
    """Return the lead of a confirmed enquiry. Raises ValueError where consent or a required field is missing."""
    if state.consent is None:
        raise ValueError("an enquiry without consent is no lead")
    enquiry = _enquiry(state, origin)
    return Lead(
        reference=reference_of(state.enquiry_id, now),
        enquiry=enquiry,
        consent=Consent(
            text_version=CONSENT_TEXT_VERSION,
            text_sha256=hashlib.sha256(origin.consent_text.encode()).hexdigest(),
            language=Language(state.consent.language),
            given_at=datetime.fromisoformat(state.consent.at),
            channel=origin.channel,
        ),
        qualification=qualify_enquiry(enquiry, on=now.date()),
        created_at=now,
        due_at=due_at,
    )


def reference_of(enquiry_id: str, now: datetime) -> str:
    """Return what the visitor quotes, such as 'WAL-26-7K3M-9Q2X'. It follows from the enquiry's id and says nothing about it."""
    drawn = int.from_bytes(hashlib.sha256(enquiry_id.encode()).digest()[:8])
    letters = [_LETTERS[drawn // len(_LETTERS) ** place % len(_LETTERS)] for place in range(_GROUP * _GROUPS)]
    return f"WAL-{now.year % 100:02d}-{''.join(letters[:_GROUP])}-{''.join(letters[_GROUP:])}"


def day_shown(moment: datetime, language: Language) -> str:
    """Return the day of a moment in Brussels as visitors read it: 'Tuesday, 24 November 2026'."""
    return str(format_date(brussels_day(moment), "full", locale=_LOCALES.get(language, language.value)))


def _enquiry(state: EnquiryState, origin: Origin) -> Enquiry:
    missing = [field for field in DATA if field not in state.answers and not field.is_optional]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    value = {field: answer.value for field, answer in state.answers.items()}
    amount = state.answers.get(Field.INVESTMENT)
    return Enquiry(
        enquiry_id=state.enquiry_id,
        conversation_id=origin.conversation_id,
        language=origin.language,
        channel=origin.channel,
        name=value[Field.NAME],
        organisation=value[Field.ORGANISATION],
        email=value[Field.EMAIL],
        country=value[Field.COUNTRY],
        sector=value[Field.SECTOR],
        project=value[Field.PROJECT],
        phone=value.get(Field.PHONE),
        investment_eur=_euros(amount),
        investment_original=as_said(amount.value, amount.words) if amount else None,
        jobs=value.get(Field.JOBS),
        timeline=value.get(Field.TIMELINE),
        words=_words(state.answers),
    )


def _euros(amount: Answer | None) -> Decimal | None:
    """Return the lower end of an amount in euros; another currency is not converted."""
    money = from_text(amount.value) if amount else None
    return money.minimum if money and money.currency == "EUR" else None


def _words(answers: Mapping[Field, Answer]) -> dict[str, str]:
    return {field.value: answer.words for field, answer in answers.items()}


def _recorded(lead: Lead) -> OutboxEntry:
    return OutboxEntry(f"lead.recorded:{lead.enquiry.enquiry_id}", "lead.recorded", lead_record(lead), lead.created_at)
