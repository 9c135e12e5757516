"""Facts that staff hand in as one document: checked as the files are, against the subjects and attributes that are held."""

from collections.abc import Iterable, Iterator, Mapping

import yaml

from frontdesk.fact_files.document import Entry, Report, open_text
from frontdesk.fact_files.entries import read_fact, read_subject
from frontdesk.fact_files.reader import check_known
from frontdesk.facts.book import FactBook
from frontdesk.facts.errors import FactFilesRefused, Wrong
from frontdesk.facts.model import Fact, Subject

DOCUMENT_KEYS = frozenset({"topic", "facts", "subjects"})


def read_document(document: str | Mapping[str, object], called: str, held: FactBook) -> FactBook:
    """Return the facts of a document, in the order given, and the subjects that come with them.

    It is one fact, or has the keys of a file of data/facts, and ``subjects`` as subjects.yml has them where some are new.
    The topic may be left out: it is that of a fact's attribute. Raises FactFilesRefused with every problem.
    """
    text = document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    report = Report(called)
    content = open_text(text, report, called)
    book = _book(content, held) if content else FactBook()
    if report.problems:
        raise FactFilesRefused(tuple(sorted(set(report.problems))))
    return book


def _book(content: Entry, held: FactBook) -> FactBook:
    if content.has("id"):
        return FactBook(facts=tuple(_facts([content], "", {subject.id for subject in held.subjects}, held)))
    content.check_keys(DOCUMENT_KEYS)
    topic = content.text("topic", needed=False) or ""
    if topic and topic not in {attribute.topic for attribute in held.attributes}:
        content.wrong("topic", f"no attribute belongs to the topic {topic}", Wrong.NOT_KNOWN, topic)
    subjects = tuple(_subjects(content, held)) if content.has("subjects") else ()
    known = {subject.id for subject in (*held.subjects, *subjects)}
    return FactBook(facts=tuple(_facts(content.entries("facts"), topic, known, held)), subjects=subjects)


def _subjects(content: Entry, held: FactBook) -> Iterator[Subject]:
    known = {subject.id: subject for subject in held.subjects}
    for entry in content.entries("subjects"):
        subject = read_subject(entry)
        if subject is None or subject == known.get(subject.id):
            continue
        if subject.id in known:
            reason = "this subject is held already; its names and aliases change in subjects.yml"
            entry.wrong("id", reason, Wrong.USED, subject.id)
        yield subject


def _facts(entries: Iterable[Entry], topic: str, subjects: set[str], held: FactBook) -> Iterator[Fact]:
    topics = {attribute.id: attribute.topic for attribute in held.attributes}
    seen: set[str] = set()
    for entry in entries:
        fact = read_fact(entry, topic or topics.get(entry.text("attribute", needed=False) or "", ""))
        if fact is None:
            continue
        if fact.id in seen:
            entry.wrong("id", "this id is used twice", Wrong.USED, fact.id)
        seen.add(fact.id)
        check_known(fact, entry, subjects, topics)
        yield fact
