"""Fact files are read strictly; one problem refuses all of them and says where to repair it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.fact_files.reader import read_files
from frontdesk.facts.errors import FactFilesRefused
from frontdesk.facts.model import Confidence, FactStatus, SubjectKind
from frontdesk.values import Language, PartialDate, Scope

type Spoil = Any


def _problems(*paths: Path) -> list[str]:
    with pytest.raises(FactFilesRefused) as refused:
        read_files(paths)
    return [str(problem) for problem in refused.value.problems]


def test_a_fact_is_read_as_written(folder: Path) -> None:
    (fact,) = read_files([folder]).facts
    assert (fact.id, fact.topic, fact.subjects) == ("ucb-founded", "history", ("ucb", "janssen"))
    assert fact.attributes == ("founded_when", "founded_by")
    assert (fact.value, fact.scope, fact.as_of) == ("1928", Scope.BELGIUM, PartialDate(2026, 11, 23))
    assert (fact.confidence, fact.status) == (Confidence.HIGH, FactStatus.PUBLISHED)
    assert (fact.review_by, fact.valid_until) == (date(2027, 5, 31), None)
    assert (fact.source.retrieved, fact.source.dated) == (date(2026, 11, 23), False)
    assert fact.statement[Language.FR] == "UCB a été fondée en 1928."
    assert fact.examples == {
        Language.EN: ("When was UCB founded?", "UCB since?"),
        Language.FR: ("UCB existe depuis quand ?",),
    }


def test_subjects_and_attributes_are_read(folder: Path) -> None:
    book = read_files([folder])
    assert [(subject.id, subject.kind) for subject in book.subjects] == [
        ("ucb", SubjectKind.ORGANISATION),
        ("janssen", SubjectKind.PERSON),
    ]
    assert [attribute.held for attribute in book.attributes] == [True, True, False]


def test_no_word_is_taken_for_a_boolean(folder: Path) -> None:
    assert read_files([folder]).subjects[0].aliases == ("Union Chimique Belge", "no")


def test_dates_need_no_quotes(folder: Path, spoil: Spoil) -> None:
    spoil('as_of: "2026-11-23"', "as_of: 2021-06")
    assert read_files([folder]).facts[0].as_of == PartialDate(2021, 6)


def test_one_file_is_read_with_the_subjects_beside_it(folder: Path) -> None:
    book = read_files([folder / "history.yml"])
    assert (len(book.facts), len(book.subjects), len(book.attributes)) == (1, 2, 3)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("attribute: founded_when", "atribute: founded_when", "unknown key `atribute`, did you mean `attribute`?"),
        ("subject: ucb", "subject: ubc", "`subject` names ubc, which is not in subjects.yml"),
        ("[janssen]", "[jansen]", "`also_about` names jansen, which is not in subjects.yml"),
        ("attribute: founded_when", "attribute: founded", "`attribute` names founded, which is not in attributes.yml"),
        ("[founded_by]", "[founder]", "`also_answers` names founder, which is not in attributes.yml"),
        ("scope: BE", "scope: Belgium", "`scope` is Belgium, not one of WAL, BE, BRU, EU, WORLD"),
        ("status: published", "status: live", "`status` is live, not one of draft, published, retracted"),
        ("confidence: high", "confidence: sure", "`confidence` is sure, not one of high, medium, low"),
        ('as_of: "2026-11-23"', 'as_of: "2026-13"', "`as_of` is no date (YYYY, YYYY-MM or YYYY-MM-DD): 2026-13"),
        ("review_by: 2027-05-31", "review_by: May", "`review_by` is no date (YYYY-MM-DD): May"),
        ("review_by: 2027-05-31", "review_by: 2027-02-30", "`review_by` is no date (YYYY-MM-DD): 2027-02-30"),
        ('value: "1928"', "value:", "`value` is empty"),
        ('value: "1928"', 'value: ""', "`value` is empty"),
        ('value: "1928"', "value: [1928]", "`value` must be text"),
        ("[founded_by]", "founded_by", "`also_answers` must be a list"),
        ("dated: false", "dated: nope", "`dated` must be true or false"),
        ("https://example.org/scene", "ftp://example.org", "`url` is no web address: ftp://example.org"),
    ],
)
def test_a_mistake_is_reported_where_it_is(folder: Path, spoil: Spoil, old: str, new: str, reason: str) -> None:
    line = spoil(old, new)
    reports = [report for report in _problems(folder) if reason in report]
    assert len(reports) == 1
    assert reports[0].startswith(f"{folder}/history.yml:{line}: ucb-founded")


@pytest.mark.parametrize(
    "key", ["subject", "attribute", "value", "scope", "as_of", "confidence", "status", "review_by"]
)
def test_a_missing_key_is_reported_at_the_fact(folder: Path, spoil: Spoil, key: str) -> None:
    (line,) = [text for text in (folder / "history.yml").read_text().splitlines() if text.strip().startswith(f"{key}:")]
    spoil(line + "\n", "")
    assert _problems(folder) == [f"{folder}/history.yml:3: ucb-founded: `{key}` is missing"]


def test_a_missing_source_is_reported(folder: Path, spoil: Spoil) -> None:
    spoil('    source: {title: "Scene", url: "https://example.org/scene", retrieved: 2026-11-23, dated: false}\n', "")
    assert _problems(folder) == [f"{folder}/history.yml:3: ucb-founded: `source` is missing"]


def test_missing_languages_are_named(folder: Path, spoil: Spoil) -> None:
    spoil("      nl: UCB werd opgericht in 1928.\n      de: UCB wurde 1928 gegründet.\n", "")
    assert _problems(folder) == [f"{folder}/history.yml:16: ucb-founded: `statement` lacks nl, de"]


def test_an_unknown_language_is_reported(folder: Path, spoil: Spoil) -> None:
    spoil('fr: ["UCB existe', 'it: ["UCB existe')
    assert ["unknown key `it`" in problem for problem in _problems(folder)] == [True]


def test_an_id_used_twice_is_reported_with_the_first_place(folder: Path) -> None:
    history = (folder / "history.yml").read_text()
    (folder / "companies.yml").write_text(history.replace("topic: history", "topic: companies"))
    assert _problems(folder) == [
        f"{folder}/history.yml:3: ucb-founded: this id is used already in {folder}/companies.yml:3"
    ]


def test_a_key_given_twice_is_reported(folder: Path, spoil: Spoil) -> None:
    line = spoil("    scope: BE\n", "    scope: BE\n    scope: WAL\n") + 1
    assert _problems(folder) == [f"{folder}/history.yml:{line}: facts 1: `scope` is given twice"]


def test_a_topic_without_attributes_is_reported(folder: Path) -> None:
    (folder / "weather.yml").write_text("topic: weather\nfacts: []\n")
    assert _problems(folder) == [f"{folder}/weather.yml:1: weather.yml: no attribute belongs to the topic weather"]


def test_a_topic_that_is_not_the_file_name_is_reported(folder: Path, spoil: Spoil) -> None:
    spoil("topic: history", "topic: companies")
    assert _problems(folder) == [
        f"{folder}/history.yml:1: history.yml: `topic` is companies, but the file is named history.yml"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"topic: [history\n", ":2: is not YAML"),
        (b"\xff\xfe\x00", ":1: is not UTF-8 text"),
        (b"topic: \x07\n", ":1: is not YAML"),
        (b"", ":1: must hold keys and values"),
        (b"- just a list\n", ":1: must hold keys and values"),
        (b"topic: history\nfacts: none\n", ":2: history.yml: `facts` must be a list"),
        (b"topic: history\nfacts: [text]\n", ":2: history.yml: `facts` holds something that has no keys"),
        (b"topic: history\n", ":1: history.yml: `facts` is missing"),
        (b"topic: history\nfacts: []\nfact: 1\n", ":3: history.yml: unknown key `fact`, did you mean `facts`?"),
    ],
)
def test_a_file_that_is_no_fact_file_is_reported(folder: Path, content: bytes, reason: str) -> None:
    (folder / "history.yml").write_bytes(content)
    (problem,) = _problems(folder)
    assert problem.startswith(f"{folder}/history.yml{reason}")


def test_a_file_that_is_missing_is_reported(folder: Path) -> None:
    (folder / "subjects.yml").unlink()
    assert f"{folder}/subjects.yml:1: cannot be read: No such file or directory" in _problems(folder)


def test_every_problem_of_every_file_is_reported_at_once(folder: Path, spoil: Spoil) -> None:
    spoil("scope: BE", "scope: XX")
    (folder / "subjects.yml").write_text("subjects:\n  - {id: ucb, kind: company, names: {en: UCB}}\n")
    problems = _problems(folder)
    assert [problem.split(": ")[0] for problem in problems] == [
        f"{folder}/history.yml:9",
        f"{folder}/subjects.yml:2",
        f"{folder}/subjects.yml:2",
    ]
