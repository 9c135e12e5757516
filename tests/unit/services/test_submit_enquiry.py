"""Submitting a confirmed enquiry: stored, kept on disk or truly failed; never told before it is so."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from frontdesk.enquiry.field import Field
from frontdesk.enquiry.state import Answer, ConsentGiven, EnquiryState
from frontdesk.leads.receipt import Receipt
from frontdesk.qualification.model import Lead, OutboxEntry, Outcome
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.submit_enquiry import (
    CONSENT_TEXT_VERSION,
    Origin,
    Submission,
    SubmissionDesk,
    build_lead,
    day_shown,
    reference_of,
)
from frontdesk.services.transcript import Conversation
from frontdesk.values import Language
from tests.factories import NOON, FixedClock, make_conversation

STATE = EnquiryState(
    "enquiry-1",
    ConsentGiven("2026-11-23T11:55:00+00:00", "fr"),
    Field.CONFIRM,
    {
        Field.NAME: Answer("Ann Peeters", "I'm Ann Peeters"),
        Field.ORGANISATION: Answer("Acme Bio", "Acme Bio"),
        Field.EMAIL: Answer("ann@acme.com", "ann@acme.com"),
        Field.COUNTRY: Answer("DE", "Germany"),
        Field.SECTOR: Answer("vaccines", "Impfstoffe"),
        Field.PROJECT: Answer("a fill-finish plant for vaccines", "a fill-finish plant for vaccines"),
        Field.INVESTMENT: Answer("EUR 10000000-20000000", "10-20M"),
    },
    skipped=frozenset({Field.PHONE, Field.JOBS, Field.TIMELINE}),
)
DUE = NOON + timedelta(days=1)
ORIGIN = Origin("conversation-1", "website", Language.EN, "May we keep it?")


@dataclass
class Shelf:
    """A store and a spool in memory, either of which may be away."""

    store_away: bool = False
    disk_full: bool = False
    leads: dict[str, Lead] = field(default_factory=dict)
    kept: dict[str, Lead] = field(default_factory=dict)

    def record_lead(self, lead: Lead, outbox: Sequence[OutboxEntry], *, at: datetime | None = None) -> Receipt:
        if self.store_away:
            raise StoreUnavailable
        assert [entry.payload["reference"] for entry in outbox] == [lead.reference]
        assert at is None
        kept = self.leads.setdefault(lead.enquiry.enquiry_id, lead)
        return Receipt(kept.reference, kept.due_at, "Claire Dubois")

    def put(self, lead: Lead, outbox: Sequence[OutboxEntry]) -> None:
        if self.disk_full:
            raise OSError("no space left")
        assert outbox
        self.kept[lead.enquiry.enquiry_id] = lead

    def waiting(self) -> Sequence[tuple[Lead, Sequence[OutboxEntry]]]:
        return [(lead, ()) for lead in self.kept.values()]

    def remove(self, enquiry_id: str) -> None:
        self.kept.pop(enquiry_id, None)


def desk(shelf: Shelf) -> SubmissionDesk:
    return SubmissionDesk(shelf, shelf, FixedClock())


def test_reference_is_told_after_the_commit_and_is_the_same_again() -> None:
    shelf = Shelf()
    first, second = desk(shelf).submit(STATE, ORIGIN), desk(shelf).submit(STATE, ORIGIN)
    assert first.submission is Submission.STORED
    assert first.reference == second.reference == next(iter(shelf.leads.values())).reference
    assert len(shelf.leads) == 1


def test_promise_and_owner_of_the_recorded_lead_are_told_not_those_of_a_second_try() -> None:
    shelf, clock = Shelf(), FixedClock()
    service = SubmissionDesk(shelf, shelf, clock)
    first = service.submit(STATE, ORIGIN)
    clock.move(timedelta(days=3))
    again = service.submit(STATE, ORIGIN)
    assert first.due_at == again.due_at == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert first.owner == again.owner == "Claire Dubois"


def test_database_away_keeps_the_enquiry_and_names_no_reference() -> None:
    shelf = Shelf(store_away=True)
    result = desk(shelf).submit(STATE, ORIGIN)
    assert (result.submission, result.reference) == (Submission.SPOOLED, None)
    assert list(shelf.kept) == ["enquiry-1"]
    shelf.store_away = False
    assert desk(shelf).submit(STATE, ORIGIN).submission is Submission.STORED
    assert not shelf.kept


def test_database_away_and_disk_full_is_said_to_have_failed() -> None:
    assert desk(Shelf(store_away=True, disk_full=True)).submit(STATE, ORIGIN).submission is Submission.FAILED


def test_lead_holds_what_was_said_and_how_consent_was_given() -> None:
    lead = build_lead(STATE, ORIGIN, NOON, due_at=DUE)
    assert (lead.enquiry.name, lead.enquiry.phone, lead.enquiry.jobs) == ("Ann Peeters", None, None)
    assert (lead.enquiry.investment_eur, lead.enquiry.investment_original) == (Decimal(10_000_000), "10-20M (EUR)")
    assert lead.enquiry.words["sector"] == "Impfstoffe"
    assert (lead.consent.language, lead.consent.given_at) == (
        Language.FR,
        datetime.fromisoformat("2026-11-23T11:55:00+00:00"),
    )
    assert lead.consent.text_sha256 == hashlib.sha256(b"May we keep it?").hexdigest()
    assert lead.consent.text_version == CONSENT_TEXT_VERSION
    assert lead.qualification.outcome is Outcome.QUALIFIED


def test_confirmed_euros_count_for_the_size_of_a_project() -> None:
    state = STATE.with_answer(Field.INVESTMENT, Answer("EUR 40000000", "40M")).with_skipped(Field.JOBS)
    with_amount = build_lead(state, ORIGIN, NOON, due_at=DUE).qualification.score
    assert with_amount > build_lead(state.with_skipped(Field.INVESTMENT), ORIGIN, NOON, due_at=DUE).qualification.score


def test_foreign_amount_is_not_converted() -> None:
    state = STATE.with_answer(Field.INVESTMENT, Answer("USD 5000000", "5 million dollars"))
    enquiry = build_lead(state, ORIGIN, NOON, due_at=DUE).enquiry
    assert (enquiry.investment_eur, enquiry.investment_original) == (None, "5 million dollars")


def test_amount_whose_currency_is_unknown_is_kept_as_said_and_is_no_euros() -> None:
    state = STATE.with_answer(Field.INVESTMENT, Answer("XXX 10000000-15000000", "entre 10 et 15 millions"))
    enquiry = build_lead(state, ORIGIN, NOON, due_at=DUE).enquiry
    assert (enquiry.investment_eur, enquiry.investment_original) == (None, "entre 10 et 15 millions")


def test_left_out_amount_stays_empty() -> None:
    enquiry = build_lead(STATE.with_skipped(Field.INVESTMENT), ORIGIN, NOON, due_at=DUE).enquiry
    assert (enquiry.investment_eur, enquiry.investment_original) == (None, None)


def test_no_lead_without_consent() -> None:
    with pytest.raises(ValueError, match="consent"):
        build_lead(replace(STATE, consent=None), ORIGIN, NOON, due_at=DUE)


def test_no_lead_without_a_required_field() -> None:
    with pytest.raises(ValueError, match="email"):
        build_lead(STATE.with_skipped(Field.EMAIL), ORIGIN, NOON, due_at=DUE)


def test_references_are_short_and_differ() -> None:
    references = {reference_of(f"e{number}", NOON) for number in range(2_000)}
    assert len(references) == 2_000
    assert all(len(reference) == len("WAL-26-7K3M-9Q2X") for reference in references)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.EN, "Monday 23 November 2026"),
        (Language.FR, "lundi 23 novembre 2026"),
        (Language.NL, "maandag 23 november 2026"),
        (Language.DE, "Montag, 23. November 2026"),
    ],
)
def test_day_is_shown_in_the_language(language: Language, shown: str) -> None:
    assert day_shown(NOON, language).replace("Monday,", "Monday") == shown


@dataclass
class Held:
    """Where it is kept by which channel conversations are held, where it can be reached."""

    conversation: Conversation | None
    away: bool = False

    def get(self, conversation_id: str) -> Conversation | None:
        assert conversation_id == ORIGIN.conversation_id
        if self.away:
            raise StoreUnavailable
        return self.conversation


@pytest.mark.parametrize(
    ("held", "channel"),
    [
        (Held(make_conversation(channel="email")), "email"),
        (Held(None), "website"),
        (Held(make_conversation(channel="email"), away=True), "website"),
    ],
)
def test_a_lead_and_its_consent_name_the_channel_the_conversation_is_held_by(held: Held, channel: str) -> None:
    shelf = Shelf()
    SubmissionDesk(shelf, shelf, FixedClock(), conversations=held).submit(STATE, ORIGIN)
    (lead,) = shelf.leads.values()
    assert (lead.enquiry.channel, lead.consent.channel) == (channel, channel)
