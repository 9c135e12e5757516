"""Enquiries, consent, qualification and leads as the domain sees them; field names are those of the export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from frontdesk.values import Language


class Outcome(StrEnum):
    """What the rules say of a lead. They only sort: a person decides."""

    QUALIFIED = "qualified"
    NOT_QUALIFIED = "not_qualified"
    UNDECIDED = "undecided"


class LeadStatus(StrEnum):
    """How far staff have come with a lead."""

    NEW = "new"
    CONTACTED = "contacted"
    IN_DISCUSSION = "in_discussion"
    WON = "won"
    LOST = "lost"
    NOT_A_LEAD = "not_a_lead"

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is to be done."""
        return self in {LeadStatus.WON, LeadStatus.LOST, LeadStatus.NOT_A_LEAD}


class ConsentPurpose(StrEnum):
    """What a visitor agreed to. Answering an enquiry is the only purpose asked for."""

    ANSWER_ENQUIRY = "answer_enquiry"


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed, when, in which wording (``text_sha256`` of the sentence shown) and where. ``given_at`` is UTC."""

    text_version: str
    text_sha256: str
    language: Language
    given_at: datetime
    channel: str
    purpose: ConsentPurpose = ConsentPurpose.ANSWER_ENQUIRY


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What one visitor asks for in one conversation.

    ``enquiry_id`` is minted when the form starts and makes recording idempotent. ``phone`` is E.164, ``country`` ISO 3166-1 alpha-2,
    ``sector`` an id of the closed list or the visitor's words, ``jobs`` "50" or "50-60", ``timeline`` a period such as "2027-Q3",
    "2027-01/2027-04" or "asap". ``investment_eur`` is the lower end of a range and only set where the visitor spoke of euros;
    ``investment_original`` is the amount in the visitor's words with its currency. ``words`` holds, by field name, the visitor's own
    words a value was read from: the evidence of the qualification.
    """

    enquiry_id: str
    conversation_id: str
    language: Language
    channel: str
    name: str
    organisation: str
    email: str
    country: str
    sector: str
    project: str
    phone: str | None = None
    investment_eur: Decimal | None = None
    investment_original: str | None = None
    jobs: str | None = None
    timeline: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One test on an enquiry: the points given and the visitor's own words they were given for (empty where there are none)."""

    name: str
    points: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Qualification:
    """All criteria applied with one version of the rules; ``score`` is the sum of the points, 0 to 100."""

    outcome: Outcome
    score: int
    criteria: tuple[Criterion, ...]
    rules_version: str


@dataclass(frozen=True, slots=True)
class Lead:
    """An enquiry with consent and a way to reply. ``created_at`` and ``due_at`` are UTC; ``due_at`` is when a person must have answered.

    ``owner`` is the e-mail address of the member of staff who looks after it.
    """

    reference: str
    enquiry: Enquiry
    consent: Consent
    qualification: Qualification
    created_at: datetime
    due_at: datetime
    status: LeadStatus = LeadStatus.NEW
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """Something to be told to the outside once the lead is committed. ``id`` makes delivery idempotent; ``payload`` is JSON-ready."""

    id: str
    topic: str
    payload: Mapping[str, object]
    created_at: datetime
