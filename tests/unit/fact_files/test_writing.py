"""What is written can be read again and is the same."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from frontdesk.fact_files.knowledge_json import KnowledgeJson
from frontdesk.fact_files.reader import read_files
from frontdesk.fact_files.writer import write_files
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.model import FactStatus
from frontdesk.values import Language, PartialDate
from tests.factories import in_every_language, make_book, make_fact, make_subject

FACTS = (
    make_fact(),
    make_fact(
        id="tricky",
        topic="companies",
        attribute="headcount",
        value='no: "quotes", #hash\nand a second line',
        statement=in_every_language("Yes – «naïve» 😀: 100 % & more"),
        caution=in_every_language("~"),
        as_of=PartialDate(2021),
        valid_until=date(2030, 1, 1),
        also_answers=("founded_when",),
        also_about=("null",),
        status=FactStatus.RETRACTED,
        examples={Language.DE: ("ja", "null", "2026-11-23", "- x")},
    ),
)


def test_a_written_book_is_read_as_the_same(tmp_path: Path) -> None:
    attributes = make_book(*FACTS).attributes
    book = replace(make_book(*FACTS), attributes=tuple({a.id: a for a in reversed(attributes)}.values()))
    write_files(book, tmp_path)
    assert {fact.id: fact for fact in read_files([tmp_path]).facts} == {fact.id: fact for fact in FACTS}
    assert (read_files([tmp_path]).subjects, read_files([tmp_path]).attributes) == (book.subjects, book.attributes)


def test_writing_what_was_read_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_files(read_files([folder]), first)
    write_files(read_files([first]), second)
    files = {path.name: path.read_bytes() for path in first.iterdir()}
    assert files == {path.name: path.read_bytes() for path in second.iterdir()}
    assert set(files) == {"attributes.yml", "subjects.yml", "history.yml"}


@pytest.fixture
def knowledge() -> Knowledge:
    subject = make_subject(names={**dict.fromkeys(Language, "UCB"), Language.FR: "UCB SA"})
    return Knowledge.of([make_fact(), make_fact(id="draft", status=FactStatus.DRAFT)], [subject], [])


def test_the_knowledge_file_holds_published_examples_and_every_name(tmp_path: Path, knowledge: Knowledge) -> None:
    file = KnowledgeJson(tmp_path / "new" / "knowledge.json")
    assert file.write(knowledge)
    found = json.loads(file.path.read_text(encoding="utf-8"))
    assert found["subjects"] == [
        {"id": "ucb", "kind": "organisation", "names": ["UCB", "UCB SA", "Union Chimique Belge"]}
    ]
    assert {example["fact_id"] for example in found["examples"]} == {"ucb-founded"}
    assert {"fact_id": "ucb-founded", "language": "fr", "text": "fr question 1"} in found["examples"]
    statements = [example for example in found["examples"] if example.get("statement")]
    assert [example["language"] for example in statements] == ["en", "fr", "nl", "de"]


def test_the_knowledge_file_is_left_alone_where_nothing_changed(tmp_path: Path, knowledge: Knowledge) -> None:
    file = KnowledgeJson(tmp_path / "knowledge.json")
    file.write(knowledge)
    before = file.path.stat()
    assert not file.write(knowledge)
    assert file.path.stat() == before


def test_another_content_is_another_version(tmp_path: Path, knowledge: Knowledge) -> None:
    file = KnowledgeJson(tmp_path / "knowledge.json")
    file.write(knowledge)
    version = json.loads(file.path.read_text())["version"]
    assert file.write(Knowledge.of([make_fact(examples={})], [], []))
    assert json.loads(file.path.read_text())["version"] != version


def test_a_damaged_knowledge_file_is_replaced(tmp_path: Path, knowledge: Knowledge) -> None:
    file = KnowledgeJson(tmp_path / "knowledge.json")
    file.path.write_bytes(b"\xff{")
    assert file.write(knowledge)
    assert json.loads(file.path.read_text(encoding="utf-8"))["subjects"]
    assert [path.name for path in tmp_path.iterdir()] == ["knowledge.json"]
