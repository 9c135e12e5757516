"""Reading a set of fact files: each for itself, then together. One problem anywhere refuses all of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.fact_files.document import Entry, Report, did_you_mean, open_document
from frontdesk.fact_files.entries import read_attribute, read_fact, read_subject
from frontdesk.facts.book import FactBook
from frontdesk.facts.errors import FactFilesRefused, FileProblem, Wrong
from frontdesk.facts.model import Attribute, Fact, Subject

SUBJECTS, ATTRIBUTES = "subjects.yml", "attributes.yml"


@dataclass(slots=True)
class _Read:
    """What was read so far, each with the entry it stands in."""

    facts: dict[str, tuple[Fact, Entry]] = field(default_factory=dict)
    subjects: dict[str, tuple[Subject, Entry]] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    topics: list[tuple[str, Entry]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def problems(self) -> tuple[FileProblem, ...]:
        return tuple(sorted({problem for report in self.reports for problem in report.problems}))


def read_files(paths: Sequence[Path]) -> FactBook:
    """Read files and folders with the subjects and attributes beside them. Raises FactFilesRefused with every problem."""
    read = _Read()
    for path in _documents(paths):
        report = Report(str(path))
        read.reports.append(report)
        document = open_document(path, report)
        if document is not None:
            _read_document(path, document, read)
    _check_together(read)
    problems = read.problems()
    if problems:
        raise FactFilesRefused(problems)
    return FactBook(
        facts=tuple(fact for fact, _ in read.facts.values()),
        subjects=tuple(subject for subject, _ in read.subjects.values()),
        attributes=tuple(read.attributes.values()),
    )


def _documents(paths: Sequence[Path]) -> Iterable[Path]:
    """Attributes and subjects first, then the facts file by file; each once."""
    given = [found for path in paths for found in (sorted(path.glob("*.yml")) if path.is_dir() else [path])]
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    shared = [folder / name for folder in folders for name in (ATTRIBUTES, SUBJECTS)]
    return dict.fromkeys([*shared, *given])


def _read_document(path: Path, document: Entry, read: _Read) -> None:
    if path.name == ATTRIBUTES:
        _read_attributes(document, read)
    elif path.name == SUBJECTS:
        _read_subjects(document, read)
    else:
        _read_facts(path, document, read)


def _read_attributes(document: Entry, read: _Read) -> None:
    document.check_keys(frozenset({"attributes"}))
    listed = document.entry("attributes")
    if listed is None:
        return
    for attribute_id in listed.names():
        entry = listed.entry(attribute_id)
        attribute = read_attribute(entry, attribute_id) if entry else None
        if attribute:
            read.attributes[attribute_id] = attribute


def _read_subjects(document: Entry, read: _Read) -> None:
    document.check_keys(frozenset({"subjects"}))
    for entry in document.entries("subjects"):
        subject = read_subject(entry)
        if subject and _is_first(subject.id, entry, read.subjects):
            read.subjects[subject.id] = (subject, entry)


def _read_facts(path: Path, document: Entry, read: _Read) -> None:
    document.check_keys(frozenset({"topic", "facts"}))
    topic = document.text("topic")
    if topic and topic != path.stem:
        document.wrong("topic", f"`topic` is {topic}, but the file is named {path.name}")
    if topic:
        read.topics.append((topic, document))
    for entry in document.entries("facts"):
        fact = read_fact(entry, topic or path.stem)
        if fact and _is_first(fact.id, entry, read.facts):
            read.facts[fact.id] = (fact, entry)


def _is_first[Item](item_id: str, entry: Entry, known: dict[str, tuple[Item, Entry]]) -> bool:
    if item_id not in known:
        return True
    earlier = known[item_id][1]
    entry.wrong("id", f"this id is used already in {earlier.report.path}:{earlier.line}")
    return False


def _check_together(read: _Read) -> None:
    topics = {attribute.topic for attribute in read.attributes.values()}
    for topic, document in read.topics:
        if topic not in topics:
            document.wrong("topic", f"no attribute belongs to the topic {topic}")
    for fact, entry in read.facts.values():
        check_known(fact, entry, read.subjects, read.attributes)


def check_known(fact: Fact, entry: Entry, subjects: Collection[str], attributes: Collection[str]) -> None:
    """Report every subject and attribute of a fact that is not known, with the one that was probably meant."""
    _check_ids(entry, {"subject": (fact.subject,), "also_about": fact.also_about}, subjects, SUBJECTS)
    _check_ids(entry, {"attribute": (fact.attribute,), "also_answers": fact.also_answers}, attributes, ATTRIBUTES)


def _check_ids(entry: Entry, used: dict[str, tuple[str, ...]], known: Collection[str], where: str) -> None:
    for key, ids in used.items():
        for item in ids:
            if item not in known:
                reason = f"`{key}` names {item}, which is not in {where}{did_you_mean(item, known)}"
                entry.wrong(key, reason, Wrong.NOT_KNOWN, item)
