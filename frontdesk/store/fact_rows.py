"""Facts, subjects and attributes as rows and back."""

from collections.abc import Mapping

from frontdesk.facts.book import FactVersion
from frontdesk.facts.model import Attribute, Confidence, Fact, FactStatus, Questions, Source, Subject, SubjectKind
from frontdesk.store.fact_tables import AttributeRow, FactVersionRow, SubjectRow
from frontdesk.values import Language, PartialDate, Scope


def fact_from(row: FactVersionRow) -> Fact:
    """Return the fact that one version states."""
    return Fact(
        id=row.fact_id,
        topic=row.topic,
        subject=row.subject_id,
        attribute=row.attribute_id,
        value=row.value,
        statement=_translations(row.statement),
        scope=Scope(row.scope),
        as_of=PartialDate.parse(row.as_of),
        source=Source(row.source_title, row.source_url, row.source_retrieved, row.source_dated),
        confidence=Confidence(row.confidence),
        status=FactStatus(row.status),
        review_by=row.review_by,
        valid_until=row.valid_until,
        also_answers=tuple(row.also_answers),
        also_about=tuple(row.also_about),
        caution=_translations(row.caution),
        examples=_questions(row.examples),
        near_misses=_questions(row.near_misses),
    )


def row_from(version: FactVersion) -> FactVersionRow:
    """Return the row of one version."""
    fact = version.fact
    return FactVersionRow(
        fact_id=fact.id,
        version=version.version,
        topic=fact.topic,
        subject_id=fact.subject,
        attribute_id=fact.attribute,
        value=fact.value,
        scope=fact.scope.value,
        as_of=str(fact.as_of),
        valid_until=fact.valid_until,
        confidence=fact.confidence.value,
        status=fact.status.value,
        review_by=fact.review_by,
        source_title=fact.source.title,
        source_url=fact.source.url,
        source_retrieved=fact.source.retrieved,
        source_dated=fact.source.dated,
        also_answers=list(fact.also_answers),
        also_about=list(fact.also_about),
        statement=_tags(fact.statement),
        caution=_tags(fact.caution),
        examples=_lists(fact.examples),
        near_misses=_lists(fact.near_misses),
        author=version.author,
        reason=version.reason,
        created_at=version.created_at,
    )


def version_from(row: FactVersionRow) -> FactVersion:
    """Return one version with its author and reason."""
    return FactVersion(fact_from(row), row.version, row.author, row.reason, row.created_at)


def subject_from(row: SubjectRow) -> Subject:
    """Return the subject of a row."""
    scope = Scope(row.scope) if row.scope else None
    return Subject(row.id, SubjectKind(row.kind), _translations(row.names), tuple(row.aliases), scope)


def subject_row(subject: Subject, position: int) -> SubjectRow:
    """Return the row of a subject at its place in the file."""
    return SubjectRow(
        id=subject.id,
        position=position,
        kind=subject.kind.value,
        scope=subject.scope.value if subject.scope else None,
        names=_tags(subject.names),
        aliases=list(subject.aliases),
    )


def attribute_from(row: AttributeRow) -> Attribute:
    """Return the attribute of a row."""
    return Attribute(row.id, row.topic, row.means, row.held)


def attribute_row(attribute: Attribute, position: int) -> AttributeRow:
    """Return the row of an attribute at its place in the file."""
    return AttributeRow(
        id=attribute.id, position=position, topic=attribute.topic, means=attribute.means, held=attribute.held
    )


def _translations(stored: Mapping[str, str]) -> dict[Language, str]:
    return {Language(tag): text for tag, text in stored.items()}


def _questions(stored: Mapping[str, list[str]]) -> dict[Language, tuple[str, ...]]:
    return {Language(tag): tuple(texts) for tag, texts in stored.items()}


def _lists(questions: Questions) -> dict[str, list[str]]:
    return {language.value: list(texts) for language, texts in questions.items()}


def _tags(texts: Mapping[Language, str]) -> dict[str, str]:
    return {language.value: text for language, text in texts.items()}
