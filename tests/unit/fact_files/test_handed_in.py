"""Facts handed in as one document are checked like the files, against the subjects and attributes that are held."""

from pathlib import Path

import pytest

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.facts.book import FactBook
from frontdesk.facts.errors import FactFilesRefused
from tests.unit.fact_files.conftest import HISTORY

NEW_SUBJECT = """\
subjects:
  - {id: nodeco, kind: organisation, names: {en: Nodeco, fr: Nodeco, nl: Nodeco, de: Nodeco}, aliases: [Nodeco SA]}
"""


@pytest.fixture
def held(folder: Path) -> FactBook:
    return YamlFactFiles().read([folder])


def problems(document: str | dict[str, object], held: FactBook) -> list[str]:
    with pytest.raises(FactFilesRefused) as refused:
        YamlFactFiles().read_document(document, "note.yml", held)
    return [str(problem) for problem in refused.value.problems]


def test_a_document_in_the_format_of_the_files_is_read(held: FactBook) -> None:
    assert YamlFactFiles().read_document(HISTORY, "note.yml", held).facts == held.facts


def test_the_topic_may_be_left_out_since_the_attribute_has_one(held: FactBook) -> None:
    without = HISTORY.removeprefix("topic: history\n")
    assert YamlFactFiles().read_document(without, "note.yml", held).facts == held.facts


def test_a_fact_comes_back_as_it_was_made_into_keys_and_values(held: FactBook) -> None:
    files = YamlFactFiles()
    document: dict[str, object] = {"facts": [files.entry(held.facts[0])]}
    assert files.read_document(document, "", held) == FactBook(facts=held.facts)


def test_a_single_fact_needs_no_list_around_it(held: FactBook) -> None:
    files = YamlFactFiles()
    assert files.read_document(files.entry(held.facts[0]), "", held) == FactBook(facts=held.facts)


def test_a_new_subject_comes_with_its_facts(held: FactBook) -> None:
    document = HISTORY.replace("subject: ucb", "subject: nodeco") + NEW_SUBJECT
    book = YamlFactFiles().read_document(document, "note.yml", held)
    assert ([fact.subject for fact in book.facts], [subject.id for subject in book.subjects]) == (
        ["nodeco"],
        ["nodeco"],
    )


def test_a_subject_that_is_held_with_other_names_is_refused(held: FactBook) -> None:
    document = HISTORY + NEW_SUBJECT.replace("id: nodeco", "id: ucb")
    (problem,) = problems(document, held)
    assert problem.endswith("ucb: this subject is held already; its names and aliases change in subjects.yml")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("topic: history", "topic: histories", "no attribute belongs to the topic histories"),
        ("facts:", "fact:", "unknown key `fact`, did you mean `facts`?"),
        ("attribute: founded_when", "attribute: founded_wen", "not in attributes.yml, did you mean `founded_when`?"),
        ("subject: ucb", "subject: nobody", "`subject` names nobody, which is not in subjects.yml"),
        ("      de: UCB wurde 1928 gegründet.\n", "", "`statement` lacks de"),
        ("scope: BE", "scope: Belgium", "`scope` is Belgium, not one of WAL, BE, BRU, EU, WORLD"),
    ],
)
def test_a_mistake_is_reported_with_its_line(held: FactBook, old: str, new: str, reason: str) -> None:
    found = [problem for problem in problems(HISTORY.replace(old, new, 1), held) if reason in problem]
    assert len(found) == 1
    assert found[0].startswith("note.yml:")


def test_an_id_given_twice_is_reported(held: FactBook) -> None:
    twice = HISTORY + HISTORY.partition("facts:\n")[2]
    assert [problem.partition(": ")[2] for problem in problems(twice, held)] == ["ucb-founded: this id is used twice"]


@pytest.mark.parametrize("document", ["", "just a sentence", "facts: [", "- a\n- b\n"])
def test_what_is_no_document_is_refused(held: FactBook, document: str) -> None:
    assert problems(document, held)
