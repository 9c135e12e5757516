"""An enquiry on one page, for visitors whose browser runs no script: the same parsing, consent and recording as in the chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.money_text import in_unknown_currency
from frontdesk.enquiry.parsing import Situation, read
from frontdesk.enquiry.reading import DoubtKind
from frontdesk.enquiry.state import Answer, ConsentGiven, EnquiryState, OpenDoubt
from frontdesk.services.enquiry_prompt import shown
from frontdesk.services.submit_enquiry import Origin, Submission, SubmissionDesk, Submitted, day_shown
from frontdesk.values import Language

_CHANNEL = "website"
_CONSENT = "utter_ask_enquiry_form_consent"
_SAID_OF = {Submission.STORED: "utter_enquiry_stored", Submission.SPOOLED: "utter_enquiry_spooled"}
# A country is read first: a telephone number without its prefix is understood by it.
_ORDER = (Field.COUNTRY, *(field for field in DATA if field is not Field.COUNTRY))


class Wrong(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a field; ``suggestion`` is what a doubtful one may have meant."""

    wrong: Wrong
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: what could be read, and what is wrong. Without flaws the enquiry can be submitted."""

    state: EnquiryState
    flaws: Mapping[Field, Flaw]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written. ``kept`` are the words of doubtful fields that were shown back before: the same again means it."""

    enquiry_id: str
    words: Mapping[Field, str]
    kept: Mapping[Field, str]
    consented: bool
    language: Language


class Talk(Protocol):
    """The sentences of the assistant."""

    def text(self, response: str, language: Language, variables: Mapping[str, str]) -> str:
        """Return a response in a language; braces that nothing fills stay."""


def fill_in(sent: Sent, now: datetime) -> Filled:
    """Read every field of a form."""
    consent = ConsentGiven(now.isoformat(), sent.language.value) if sent.consented else None
    state = EnquiryState(sent.enquiry_id, consent=consent, asked=Field.CONFIRM)
    flaws: dict[Field, Flaw] = {} if consent else {Field.CONSENT: Flaw(Wrong.MISSING)}
    for field in _ORDER:
        country = state.answers.get(Field.COUNTRY)
        at = Situation(sent.language, now.date(), country.value if country else None)
        found = _answer(field, sent, at)
        if isinstance(found, Answer):
            state = state.with_answer(field, found)
        elif found is not None:
            flaws[field] = found
    return Filled(state, {field: flaws[field] for field in Field if field in flaws})


def _answer(field: Field, sent: Sent, at: Situation) -> Answer | Flaw | None:
    words = sent.words.get(field, "")
    if not words:
        return None if field.is_optional else Flaw(Wrong.MISSING)
    reading = read(field, words, at)
    if isinstance(reading, Answer):
        return reading
    if reading is None:
        return Flaw(Wrong.UNREADABLE)
    if sent.kept.get(field) == words:
        return _meant(field, reading)
    return Flaw(Wrong.DOUBTFUL, shown(field, Answer(reading.value, reading.words), sent.language))


def _meant(field: Field, doubt: OpenDoubt) -> Answer:
    """Take what was sent a second time: an address as it was typed, an amount without a currency, else what was suggested."""
    if field is Field.EMAIL and doubt.kind is DoubtKind.TYPO:
        return Answer(doubt.words, doubt.words)
    if doubt.kind is DoubtKind.CURRENCY:
        return Answer(in_unknown_currency(doubt.value), doubt.words)
    return Answer(doubt.value, doubt.words)


@dataclass(frozen=True, slots=True)
class FormDesk:
    """Records what the form brings, with the wording of the consent question that stood in it."""

    submissions: SubmissionDesk
    talk: Talk

    def consent_text(self, language: Language) -> str:
        """Return the question; ``{privacy_url}`` stands where the notice is linked. Raises OSError."""
        return self.talk.text(_CONSENT, language, {})

    def read(self, sent: Sent) -> Filled:
        """Read a form as of now."""
        return fill_in(sent, self.submissions.clock.now())

    def submit(self, filled: Filled, language: Language) -> Submitted:
        """Record an enquiry that has no flaws; the same one again is recorded once."""
        state = filled.state
        origin = Origin(f"form-{state.enquiry_id}", _CHANNEL, language, self.consent_text(language))
        return self.submissions.submit(state, origin)

    def told(self, submitted: Submitted, language: Language) -> str | None:
        """Return what the visitor is told; none where the enquiry could not be kept anywhere."""
        response = _SAID_OF.get(submitted.submission)
        if response is None:
            return None
        owner = submitted.owner or ""
        values = {"reference": submitted.reference or "", "due": day_shown(submitted.due_at, language), "owner": owner}
        return self.talk.text("utter_enquiry_stored_for_owner" if owner else response, language, values)
