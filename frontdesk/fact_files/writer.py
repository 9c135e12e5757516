"""Writing facts, subjects and attributes as the files they are read from."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from frontdesk.fact_files.reader import ATTRIBUTES, SUBJECTS
from frontdesk.facts.book import FactBook
from frontdesk.facts.model import Attribute, Fact, Questions, Source, Subject
from frontdesk.values import Language

WIDTH = 120


def write_files(book: FactBook, folder: Path) -> tuple[Path, ...]:
    """Write one file a topic, the subjects and the attributes; return the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    documents: dict[str, tuple[object, bool]] = {
        ATTRIBUTES: ({"attributes": {attribute.id: _attribute(attribute) for attribute in book.attributes}}, True),
        SUBJECTS: ({"subjects": [_subject(subject) for subject in book.subjects]}, True),
    }
    for topic in dict.fromkeys(fact.topic for fact in book.facts):
        facts = [fact_entry(fact) for fact in book.facts if fact.topic == topic]
        documents[f"{topic}.yml"] = ({"topic": topic, "facts": facts}, False)
    return tuple(_write(folder / name, document, compact=compact) for name, (document, compact) in documents.items())


def _write(path: Path, document: object, *, compact: bool) -> Path:
    flow = None if compact else False  # None: the innermost lists and mappings on one line
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=flow)
    path.write_text(text, encoding="utf-8")
    return path


def fact_entry(fact: Fact) -> dict[str, object]:
    """Return a fact as the keys and values of a file."""
    entry: dict[str, object] = {
        "id": fact.id,
        "subject": fact.subject,
        "attribute": fact.attribute,
        "also_answers": list(fact.also_answers),
        "also_about": list(fact.also_about),
        "value": fact.value,
        "scope": fact.scope.value,
        "as_of": str(fact.as_of),
        "valid_until": fact.valid_until,
        "source": _source(fact.source),
        "confidence": fact.confidence.value,
        "status": fact.status.value,
        "review_by": fact.review_by,
        "statement": _tags(fact.statement),
        "caution": _tags(fact.caution),
        "examples": _lists(fact.examples),
        "near_misses": _lists(fact.near_misses),
    }
    return _without_nothing(entry)


def _source(source: Source) -> dict[str, object]:
    entry: dict[str, object] = {"title": source.title, "url": source.url, "retrieved": source.retrieved}
    return entry if source.dated else {**entry, "dated": False}


def _subject(subject: Subject) -> dict[str, object]:
    scope = subject.scope.value if subject.scope else None
    entry: dict[str, object] = {"id": subject.id, "kind": subject.kind.value, "scope": scope}
    return _without_nothing({**entry, "names": _tags(subject.names), "aliases": list(subject.aliases)})


def _attribute(attribute: Attribute) -> dict[str, object]:
    entry: dict[str, object] = {"topic": attribute.topic, "means": attribute.means}
    return entry if attribute.held else {**entry, "held": False}


def _tags(texts: Mapping[Language, str]) -> dict[str, str]:
    return {language.value: text for language, text in texts.items()}


def _lists(questions: Questions) -> dict[str, list[str]]:
    return {language.value: list(texts) for language, texts in questions.items()}


def _without_nothing(entry: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in entry.items() if value or value == 0}
