"""Things tests need, made with sensible defaults: `make_fact(status=FactStatus.DRAFT)` says only what the test is about."""

import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from frontdesk.facts.book import FactBook
from frontdesk.facts.calibration import Calibration
from frontdesk.facts.evidence import NAMES, Evidence
from frontdesk.facts.model import Attribute, Confidence, Fact, FactStatus, Source, Subject, SubjectKind
from frontdesk.qualification.model import Consent, Criterion, Enquiry, Lead, OutboxEntry, Outcome, Qualification
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.transcript import Author, CitedSource, Conversation, NewMessage, QuickReply
from frontdesk.staff.member import Actor
from frontdesk.values import Language, PartialDate, Scope

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_numbers = itertools.count(1)


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by


def in_every_language(text: str) -> dict[Language, str]:
    return {language: f"{text} ({language})" for language in Language}


def make_source(**given: Any) -> Source:
    usual: dict[str, Any] = {
        "title": "A buzzing biotech scene",
        "url": "https://example.org/scene",
        "retrieved": date(2026, 11, 23),
        "dated": False,
    }
    return Source(**(usual | given))


def make_fact(**given: Any) -> Fact:
    usual: dict[str, Any] = {
        "id": "ucb-founded",
        "topic": "history",
        "subject": "ucb",
        "attribute": "founded_when",
        "value": "1928",
        "statement": in_every_language("UCB was founded in 1928."),
        "scope": Scope.BELGIUM,
        "as_of": PartialDate(2026, 11, 23),
        "source": make_source(),
        "confidence": Confidence.HIGH,
        "status": FactStatus.PUBLISHED,
        "review_by": date(2027, 5, 31),
        "examples": {
            language: tuple(f"{language} question {n}" for n in range(1, 6 if language is Language.EN else 4))
            for language in Language
        },
    }
    return Fact(**(usual | given))


def make_subject(**given: Any) -> Subject:
    usual: dict[str, Any] = {
        "id": "ucb",
        "kind": SubjectKind.ORGANISATION,
        "names": dict.fromkeys(Language, "UCB"),
        "aliases": ("Union Chimique Belge",),
        "scope": Scope.BELGIUM,
    }
    return Subject(**(usual | given))


def make_attribute(**given: Any) -> Attribute:
    usual: dict[str, Any] = {"id": "founded_when", "topic": "history", "means": "year of foundation"}
    return Attribute(**(usual | given))


def make_book(*facts: Fact) -> FactBook:
    """A book of these facts, or of one, with the subjects and attributes they name."""
    held = facts or (make_fact(),)
    subjects = dict.fromkeys(subject for fact in held for subject in fact.subjects)
    attributes = dict.fromkeys((attribute, fact.topic) for fact in held for attribute in fact.attributes)
    return FactBook(
        facts=held,
        subjects=tuple(make_subject(id=subject, names=dict.fromkeys(Language, subject)) for subject in subjects),
        attributes=tuple(make_attribute(id=name, topic=topic) for name, topic in attributes),
    )


def make_enquiry(**given: Any) -> Enquiry:
    number = next(_numbers)
    usual: dict[str, Any] = {
        "enquiry_id": f"enquiry-{number:06d}",
        "conversation_id": f"conversation-{number:06d}",
        "language": Language.EN,
        "channel": "widget",
        "name": "Ann Peeters",
        "organisation": "Acme Bio",
        "email": "ann@acme.example",
        "country": "US",
        "sector": "vaccines",
        "project": "A fill-and-finish plant",
        "phone": "+3281123456",
        "investment_eur": Decimal(40_000_000),
        "investment_original": "40M EUR",
        "jobs": "50-60",
        "timeline": "2027-Q3",
        "words": {"investment": "40M"},
    }
    return Enquiry(**(usual | given))


def make_consent(**given: Any) -> Consent:
    usual: dict[str, Any] = {
        "text_version": "2026-11",
        "text_sha256": "ab" * 32,
        "language": Language.EN,
        "given_at": NOON - timedelta(minutes=5),
        "channel": "widget",
    }
    return Consent(**(usual | given))


def make_qualification(**given: Any) -> Qualification:
    usual: dict[str, Any] = {
        "outcome": Outcome.QUALIFIED,
        "score": 80,
        "criteria": (Criterion("size", 20, "40M"), Criterion("reachable", 10, "")),
        "rules_version": "1",
    }
    return Qualification(**(usual | given))


def make_lead(*, enquiry: Enquiry | None = None, **given: Any) -> Lead:
    usual: dict[str, Any] = {
        "reference": f"WAL-26-{next(_numbers):06d}",
        "enquiry": enquiry or make_enquiry(),
        "consent": make_consent(),
        "qualification": make_qualification(),
        "created_at": NOON,
        "due_at": NOON + timedelta(days=1),
    }
    return Lead(**(usual | given))


def make_outbox_entry(**given: Any) -> OutboxEntry:
    usual: dict[str, Any] = {
        "id": f"entry-{next(_numbers):06d}",
        "topic": "lead.recorded",
        "payload": {"reference": "WAL-26-000001", "tags": ["a", "b"]},
        "created_at": NOON,
    }
    return OutboxEntry(**(usual | given))


def make_conversation(**given: Any) -> Conversation:
    usual: dict[str, Any] = {
        "id": f"conversation-{next(_numbers):06d}",
        "token_hash": "cd" * 32,
        "language": Language.EN,
        "channel": "widget",
        "created_at": NOON,
        "last_seen": NOON,
    }
    return Conversation(**(usual | given))


def make_message(**given: Any) -> NewMessage:
    usual: dict[str, Any] = {
        "author": Author.VISITOR,
        "text": "Who founded UCB?",
        "language": Language.EN,
        "sent_at": NOON,
    }
    return NewMessage(**(usual | given))


def make_answer(**given: Any) -> NewMessage:
    """The assistant's answer with a citation and two buttons."""
    number = next(_numbers)
    usual: dict[str, Any] = {
        "author": Author.ASSISTANT,
        "text": "Emmanuel Janssen founded UCB in 1928.",
        "kind": "answer",
        "citations": (CitedSource("ucb-founded", "Scene", "https://example.org/scene", "2026-11-23", "BE"),),
        "quick_replies": (
            QuickReply(f"more-{number}", "More", "/ask_more"),
            QuickReply(f"source-{number}", "Source?", "/ask_source"),
        ),
    }
    return make_message(**(usual | given))


def make_audit_entry(**given: Any) -> AuditEntry:
    usual: dict[str, Any] = {
        "at": NOON,
        "actor": Actor("staff:1", 1),
        "action": AuditAction.VIEWED,
        "object_kind": ObjectKind.LEAD,
        "object_id": "WAL-26-000001",
        "details": {"pages": 1},
    }
    return AuditEntry(**(usual | given))


def make_calibration(**given: Any) -> Calibration:
    """Round weights, of which a reader can add up what a question comes to: meaning and attribute together make a fact believed."""
    told = {
        "meaning": 6.0,
        "attribute": 6.0,
        "covered": 3.0,
        "unheld": -6.0,
        "outside": -4.0,
        "another_named": -8.0,
        "owner_unnamed": -6.0,
        "unknown_owner": -8.0,
        "other_scope": -1.0,
        "foreign": -8.0,
        "other_years": -8.0,
    }
    usual: dict[str, Any] = {"constant": -6.0, "state_from": 0.6, "offer_from": 0.2}
    return Calibration(weights=dict.fromkeys(NAMES, 0.0) | told, **(usual | given))


def make_evidence(**given: float) -> Evidence:
    """Nothing speaks for or against a fact but what is given."""
    return Evidence(**(dict.fromkeys(NAMES, 0.0) | given))
