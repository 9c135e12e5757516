"""What a fact lacks to be stated with a good conscience, and which facts are due for review."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from frontdesk.facts.book import FactBook
from frontdesk.facts.model import Fact, FactStatus, Subject
from frontdesk.values import Language

EXAMPLES_NEEDED = {Language.EN: 5, Language.FR: 3, Language.NL: 3, Language.DE: 3}


class Lack(StrEnum):
    """What is lacking, for those who put it into words of their own."""

    SOURCE = "source"
    NEWER_SOURCE = "newer_source"
    STATEMENT = "statement"
    CAUTION = "caution"
    EXAMPLES = "examples"
    NEAR_MISSES = "near_misses"
    REVIEW = "review"
    VALIDITY = "validity"
    ALIASES = "aliases"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to repair: the fact or subject, what it lacks, and why that matters to a visitor or to staff.

    ``what`` and ``detail``, the languages or the day, say the same to a program.
    """

    about: str
    lacks: str
    what: Lack = field(compare=False)
    detail: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return it as one line of a report."""
        return f"{self.about}: lacks {self.lacks}"


def lint(book: FactBook, today: date) -> tuple[Finding, ...]:
    """Return what the facts lack, in the order of the files. Retracted facts are history and are left alone."""
    subjects = {subject.id: subject for subject in book.subjects}
    used = [fact for fact in book.facts if fact.status is not FactStatus.RETRACTED]
    findings = [finding for fact in used for finding in _findings(fact, today)]
    mentioned = dict.fromkeys(fact.subject for fact in used)
    return (*findings, *_nameless(mentioned, subjects))


def due_for_review(book: FactBook, by: date) -> tuple[Fact, ...]:
    """Return the facts in use whose review date is reached by a day, or that no longer hold then; most urgent first."""
    due = [fact for fact in book.facts if fact.status is not FactStatus.RETRACTED and review_day(fact) <= by]
    return tuple(sorted(due, key=lambda fact: (review_day(fact), fact.id)))


def review_day(fact: Fact) -> date:
    """Return the day on which a fact is to be read again at its source, or holds no longer."""
    return min(fact.review_by, fact.valid_until or fact.review_by)


type _Lacking = Iterator[tuple[Lack, str, str]]


def _findings(fact: Fact, today: date) -> Iterator[Finding]:
    for what, lacks, detail in (*_missing_source(fact), *_missing_words(fact), *_overdue(fact, today)):
        yield Finding(fact.id, lacks, what, detail)


def _missing_source(fact: Fact) -> _Lacking:
    if not fact.source.title or not fact.source.url:
        yield Lack.SOURCE, "a source with title and address", ""
    if fact.as_of.earliest() > fact.source.retrieved:
        lacks = f"a source as new as the fact: as of {fact.as_of}, read on {fact.source.retrieved}"
        yield Lack.NEWER_SOURCE, lacks, str(fact.source.retrieved)


def _missing_words(fact: Fact) -> _Lacking:
    absent = ", ".join(language.value for language in Language if not fact.statement.get(language))
    if absent:
        yield Lack.STATEMENT, f"the statement in {absent}", absent
    absent = ", ".join(language.value for language in Language if fact.caution and not fact.caution.get(language))
    if absent:
        yield Lack.CAUTION, f"the caution in {absent}", absent
    for language, texts in fact.near_misses.items():
        known = {text.casefold() for text in fact.examples.get(language, ())}
        for text in (text for text in texts if text.casefold() in known):
            yield Lack.NEAR_MISSES, f"a clear line: the near miss {text!r} is an example as well", text
    if fact.status is FactStatus.PUBLISHED:
        for language, needed in EXAMPLES_NEEDED.items():
            found = len(set(fact.examples.get(language, ())))
            if found < needed:
                lacks = f"example questions in {language.value}: {found} of {needed}"
                yield Lack.EXAMPLES, lacks, f"{language.value} {found}/{needed}"


def _overdue(fact: Fact, today: date) -> _Lacking:
    if fact.review_by <= today:
        yield Lack.REVIEW, f"a review: due on {fact.review_by}", str(fact.review_by)
    if fact.valid_until and fact.valid_until < today:
        yield Lack.VALIDITY, f"validity: it held until {fact.valid_until}", str(fact.valid_until)


def _nameless(mentioned: dict[str, None], subjects: dict[str, Subject]) -> Iterator[Finding]:
    for subject_id in mentioned:
        subject = subjects.get(subject_id)
        if subject is None or not subject.aliases:
            yield Finding(subject_id, "aliases that visitors may call it", Lack.ALIASES)
