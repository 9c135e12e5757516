"""The form a fact is edited with: its fields, what is sent as a document that the reader of fact files checks, and errors by field."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request

from frontdesk.facts.errors import FileProblem, Wrong
from frontdesk.facts.model import Fact
from frontdesk.values import Language

type Sent = Mapping[str, str]
type Document = dict[str, object]

PLAIN = ("subject", "attribute", "value", "scope", "as_of", "valid_until", "review_by", "confidence")
LISTS = ("also_answers", "also_about")
SOURCE = ("title", "url", "retrieved")
TRANSLATED = ("statement", "caution")
QUESTIONS = ("examples", "near_misses")
SUBJECT = ("kind", "scope")
_FACTS, _SUBJECTS = "facts.", "subjects."


async def sent_form(request: Request) -> Sent:
    """Return the texts a form sent, by field."""
    form = await request.form()
    return {name: clean(value) for name, value in form.items() if isinstance(value, str)}


def clean(text: str) -> str:
    """Return a text without the signs that nobody types and no database keeps; its lines end as everywhere."""
    lines = text.replace("\r\n", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")


type FormSent = Annotated[Sent, Depends(sent_form)]


def values_of(fact: Fact) -> dict[str, str]:
    """Return what the fields of a fact show."""
    values = {
        "id": fact.id,
        "topic": fact.topic,
        "subject": fact.subject,
        "attribute": fact.attribute,
        "value": fact.value,
        "scope": fact.scope.value,
        "as_of": str(fact.as_of),
        "valid_until": str(fact.valid_until or ""),
        "review_by": str(fact.review_by),
        "confidence": fact.confidence.value,
        "also_answers": ", ".join(fact.also_answers),
        "also_about": ", ".join(fact.also_about),
        "source.title": fact.source.title,
        "source.url": fact.source.url,
        "source.retrieved": str(fact.source.retrieved),
        "source.dated": "true" if fact.source.dated else "",
    }
    for language in Language:
        values[f"statement.{language}"] = fact.statement.get(language, "")
        values[f"caution.{language}"] = fact.caution.get(language, "")
        values[f"examples.{language}"] = "\n".join(fact.examples.get(language, ()))
        values[f"near_misses.{language}"] = "\n".join(fact.near_misses.get(language, ()))
    return values


def document_of(sent: Sent, *, fact_id: str, status: str) -> Document:
    """Return what was sent as a document of facts; what is empty is left out, so that the reader says that it is missing."""
    entry: Document = {"id": fact_id, "status": status, **_filled(sent, "", PLAIN)}
    entry |= {key: items for key in LISTS if (items := _items(sent.get(key, "")))}
    source: Document = {**_filled(sent, "source.", SOURCE), "dated": "true" if sent.get("source.dated") else "false"}
    entry["source"] = source
    for key in TRANSLATED:
        if texts := _filled(sent, f"{key}.", tuple(Language)):
            entry[key] = texts
    for key in QUESTIONS:
        questions = {language.value: _lines(sent.get(f"{key}.{language}", "")) for language in Language}
        entry[key] = {language: lines for language, lines in questions.items() if lines}
    document: Document = {"facts": [{key: value for key, value in entry.items() if value}]}
    if topic := sent.get("topic", "").strip():
        document["topic"] = topic
    if subject := _new_subject(sent):
        document["subjects"] = [subject]
    return document


def errors_of(problems: tuple[FileProblem, ...], tell: Callable[..., str]) -> dict[str, str]:
    """Return the first error of every field; what belongs to no field is under the empty name."""
    errors: dict[str, str] = {}
    for problem in problems:
        for name, told in _by_field(problem, tell):
            errors.setdefault(name, told)
    return errors


def _by_field(problem: FileProblem, tell: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """Yield the fields a problem concerns: one that lacks languages concerns each of them."""
    key = problem.key.removeprefix(_FACTS)
    if key.startswith(_SUBJECTS):
        name = key.removeprefix(_SUBJECTS)
        key = "subject" if name == "id" else f"new.{name}"
    whole = problem.wrong is Wrong.MISSING and key in {"statement", "new.names"}
    if whole or problem.wrong is Wrong.LACKS_LANGUAGES:
        lacking = tuple(Language) if whole else problem.about.split(", ")
        yield from ((f"{key}.{language}", tell("knowledge.wrong.missing")) for language in lacking)
    elif key:
        yield key, tell(f"knowledge.wrong.{problem.wrong}", about=problem.about)
    else:
        yield "", tell("knowledge.wrong.unreadable", about=problem.about)


def _new_subject(sent: Sent) -> Document:
    """Return the subject that comes with a fact; nothing where none of its fields is filled in."""
    names = _filled(sent, "new.names.", tuple(Language))
    found: Document = {**_filled(sent, "new.", SUBJECT)}
    aliases = _items(sent.get("new.aliases", ""))
    if not (names or aliases):
        return {}
    more: Document = ({"names": names} if names else {}) | ({"aliases": aliases} if aliases else {})
    return {"id": sent.get("subject", "").strip(), **found, **more}


def _filled(sent: Sent, prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
    found = ((str(name), sent.get(f"{prefix}{name}", "").strip()) for name in names)
    return {name: value for name, value in found if value}


def _items(text: str) -> list[str]:
    return [item for part in text.replace("\n", ",").split(",") if (item := part.strip())]


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
