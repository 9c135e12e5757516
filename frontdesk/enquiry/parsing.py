"""One door to all parsers: text in, the stored form out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.enquiry import (
    country,
    email,
    investment,
    jobs,
    name,
    organisation,
    phone,
    project,
    sector,
    signature,
    timeline,
)
from frontdesk.enquiry.field import Field
from frontdesk.enquiry.money_text import to_text
from frontdesk.enquiry.reading import Doubt, Parsed, Reading
from frontdesk.enquiry.state import Answer, OpenDoubt
from frontdesk.enquiry.text import tidy
from frontdesk.values import Language, Money

LONGEST = 2_000  # characters of a message that are looked at


@dataclass(frozen=True, slots=True)
class Situation:
    """What a parser may need besides the text. ``country`` is the visitor's, where known."""

    language: Language
    today: date
    country: str | None = None


def read(field: Field, text: str, at: Situation) -> Answer | OpenDoubt | None:
    """Read an answer to the question for one field; there is none for the consent and the confirmation."""
    parse = _PARSERS.get(field)
    return parse(text[:LONGEST], at) if parse else None


def harvest(text: str, at: Situation) -> dict[Field, Answer | OpenDoubt]:
    """Read every field that a message tells unmistakably, whatever was asked."""
    text = text[:LONGEST]
    found = {
        Field.NAME: _stored(name.find(text) or signature.name_in(text)),
        Field.ORGANISATION: _stored(organisation.find(text) or signature.organisation_in(text)),
        Field.EMAIL: _stored(email.parse(text)),
        Field.PHONE: _stored(phone.find(text, at.language)),
        Field.COUNTRY: _stored(country.find(text)),
        Field.SECTOR: _stored(sector.find(text)),
        Field.PROJECT: _stored(project.find(text)),
        Field.INVESTMENT: _stored_money(investment.find(text, at.language)),
        Field.JOBS: _stored(jobs.find(text, at.language)),
        Field.TIMELINE: _stored(timeline.find(text, at.language, today=at.today)),
    }
    return {field: reading for field, reading in found.items() if reading is not None}


def _jobs(text: str, at: Situation) -> Answer | OpenDoubt | None:
    """Read a count of people, after what tells a time: the 2027 of 'second half of 2027' counts nobody."""
    people = jobs.count_people(text, at.language)
    when = timeline.find(text, at.language, today=at.today)
    without = tidy(text).replace(when.words, " ") if isinstance(when, Parsed) else text
    return _stored(people or jobs.parse(without, at.language))


def _stored(reading: Reading[str]) -> Answer | OpenDoubt | None:
    match reading:
        case Parsed(value, words):
            return Answer(value, words)
        case Doubt(value, words, kind):
            return OpenDoubt(value, words, kind)
        case _:
            return None


def _stored_money(reading: Reading[Money]) -> Answer | OpenDoubt | None:
    match reading:
        case Parsed(value, words):
            return Answer(to_text(value), words)
        case Doubt(value, words, kind):
            return OpenDoubt(to_text(value), words, kind)
        case _:
            return None


_PARSERS: Mapping[Field, Callable[[str, Situation], Answer | OpenDoubt | None]] = {
    Field.NAME: lambda text, _: _stored(name.parse(text)),
    Field.ORGANISATION: lambda text, _: _stored(organisation.parse(text)),
    Field.EMAIL: lambda text, _: _stored(email.parse(text)),
    Field.PHONE: lambda text, at: _stored(phone.parse(text, at.language, country=at.country)),
    Field.COUNTRY: lambda text, _: _stored(country.parse(text)),
    Field.SECTOR: lambda text, _: _stored(sector.parse(text)),
    Field.PROJECT: lambda text, _: _stored(project.parse(text)),
    Field.INVESTMENT: lambda text, at: _stored_money(investment.parse(text, at.language)),
    Field.JOBS: _jobs,
    Field.TIMELINE: lambda text, at: _stored(timeline.parse(text, at.language, today=at.today)),
}
