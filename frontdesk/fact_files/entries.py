"""Facts, subjects and attributes out of the entries of a file; what an entry gets wrong is reported and the entry left out."""

from dataclasses import fields
from datetime import date
from enum import StrEnum

from frontdesk.fact_files.document import Entry
from frontdesk.facts.errors import Wrong
from frontdesk.facts.model import Attribute, Confidence, Fact, FactStatus, Source, Subject, SubjectKind
from frontdesk.values import Language, PartialDate, Scope

FACT_KEYS = frozenset({field.name for field in fields(Fact)} - {"topic"})
SOURCE_KEYS = frozenset({"title", "url", "retrieved", "dated"})
SUBJECT_KEYS = frozenset({"id", "kind", "scope", "names", "aliases"})
ATTRIBUTE_KEYS = frozenset({"topic", "means", "held"})
LANGUAGES = frozenset(language.value for language in Language)


def read_fact(entry: Entry, topic: str) -> Fact | None:
    """Return the fact an entry states. A source and every date, scope and language are needed."""
    fact_id = _identified(entry, FACT_KEYS)
    subject, attribute, value = entry.text("subject"), entry.text("attribute"), entry.text("value")
    scope, as_of = _choice(entry, "scope", Scope), _as_of(entry)
    source = _source(entry)
    confidence, status = _choice(entry, "confidence", Confidence), _choice(entry, "status", FactStatus)
    review_by, valid_until = _day(entry, "review_by"), _day(entry, "valid_until", needed=False)
    statement, caution = _translations(entry, "statement"), _translations(entry, "caution", needed=False)
    examples, near_misses = _questions(entry, "examples"), _questions(entry, "near_misses")
    if not (fact_id and subject and attribute and value and scope and as_of and source and confidence):
        return None
    if not (status and review_by and statement):
        return None
    return Fact(
        id=fact_id,
        topic=topic,
        subject=subject,
        attribute=attribute,
        value=value,
        statement=statement,
        scope=scope,
        as_of=as_of,
        source=source,
        confidence=confidence,
        status=status,
        review_by=review_by,
        valid_until=valid_until,
        also_answers=entry.texts("also_answers"),
        also_about=entry.texts("also_about"),
        caution=caution or {},
        examples=examples,
        near_misses=near_misses,
    )


def read_subject(entry: Entry) -> Subject | None:
    """Return the subject of an entry, named in every language."""
    subject_id = _identified(entry, SUBJECT_KEYS)
    kind, scope = _choice(entry, "kind", SubjectKind), _choice(entry, "scope", Scope, needed=False)
    names = _translations(entry, "names")
    aliases = entry.texts("aliases")
    return Subject(subject_id, kind, names, aliases, scope) if subject_id and kind and names else None


def read_attribute(entry: Entry, attribute_id: str) -> Attribute | None:
    """Return the attribute of an entry."""
    entry.check_keys(ATTRIBUTE_KEYS)
    topic, means, held = entry.text("topic"), entry.text("means"), _flag(entry, "held")
    return Attribute(attribute_id, topic, means, held) if topic and means else None


def _identified(entry: Entry, known: frozenset[str]) -> str | None:
    found = entry.text("id")
    if found:
        entry.rename(found)
    entry.check_keys(known)
    return found


def _source(entry: Entry) -> Source | None:
    source = entry.entry("source")
    if source is None:
        return None
    source.check_keys(SOURCE_KEYS)
    title, url, retrieved = source.text("title"), source.text("url"), _day(source, "retrieved")
    if url and not url.startswith(("https://", "http://")):
        source.wrong("url", f"`url` is no web address: {url}", Wrong.NO_ADDRESS, url)
    return Source(title, url, retrieved, _flag(source, "dated")) if title and url and retrieved else None


def _choice[Closed: StrEnum](entry: Entry, key: str, kind: type[Closed], *, needed: bool = True) -> Closed | None:
    text = entry.text(key, needed=needed)
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        entry.wrong(key, f"`{key}` is {text}, not one of {', '.join(kind)}", Wrong.NO_CHOICE, text)
        return None


def _day(entry: Entry, key: str, *, needed: bool = True) -> date | None:
    text = entry.text(key, needed=needed)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        entry.wrong(key, f"`{key}` is no date (YYYY-MM-DD): {text}", Wrong.NO_DATE, text or "")
        return None


def _as_of(entry: Entry) -> PartialDate | None:
    text = entry.text("as_of")
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        reason = f"`as_of` is no date (YYYY, YYYY-MM or YYYY-MM-DD): {text}"
        entry.wrong("as_of", reason, Wrong.NO_PARTIAL_DATE, text or "")
        return None


def _flag(entry: Entry, key: str) -> bool:
    text = entry.text(key, needed=False)
    if text not in {None, "true", "false"}:
        entry.wrong(key, f"`{key}` must be true or false", Wrong.NO_CHOICE)
    return text != "false"


def _translations(entry: Entry, key: str, *, needed: bool = True) -> dict[Language, str] | None:
    given = entry.entry(key, needed=needed)
    if given is None:
        return None
    given.check_keys(LANGUAGES)
    missing = [language.value for language in Language if not given.has(language.value)]
    if missing:
        entry.wrong(key, f"`{key}` lacks {', '.join(missing)}", Wrong.LACKS_LANGUAGES, ", ".join(missing))
    texts = {language: given.text(language.value, needed=False) for language in Language}
    return {language: text for language, text in texts.items() if text}


def _questions(entry: Entry, key: str) -> dict[Language, tuple[str, ...]]:
    given = entry.entry(key, needed=False)
    if given is None:
        return {}
    given.check_keys(LANGUAGES)
    found = {language: given.texts(language.value) for language in Language}
    return {language: texts for language, texts in found.items() if texts}
