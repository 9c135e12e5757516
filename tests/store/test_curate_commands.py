"""`facts add`, `edit`, `retract` and `publish` on a database of their own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from frontdesk.cli import facts
from tests.unit.fact_files.conftest import ATTRIBUTES, HISTORY, SUBJECTS

pytestmark = pytest.mark.store

type Command = Callable[..., Result]

FILE = """\
id: nodeco-people
subject: ucb
attribute: founded_by
value: "12"
scope: WAL
as_of: "2026-11"
source: {title: Nodeco, url: "https://example.org/nodeco", retrieved: 2026-11-20}
confidence: high
status: published
review_by: 2099-01-01
statement: {en: Nodeco has 12 people., fr: Nodeco emploie 12 personnes., nl: Nodeco heeft 12 mensen., de: Nodeco hat 12 Leute.}
"""
FACT = {
    "--id": "nodeco-revenue",
    "--subject": "nodeco",
    "--attribute": "revenue",
    "--value": "12 million euros",
    "--scope": "WAL",
    "--as-of": "2025",
    "--source-title": "Annual report",
    "--source-url": "https://example.org/nodeco",
    "--statement-en": "Nodeco's revenue was 12 million euros in 2025.",
    "--statement-fr": "Le chiffre d'affaires de Nodeco était de 12 millions d'euros en 2025.",
    "--statement-nl": "De omzet van Nodeco bedroeg 12 miljoen euro in 2025.",
    "--statement-de": "Der Umsatz von Nodeco betrug 2025 12 Millionen Euro.",
    "--example-en": "What is Nodeco's revenue?",
    "--subject-kind": "organisation",
    "--subject-name-en": "Nodeco",
    "--subject-name-fr": "Nodeco",
    "--subject-name-nl": "Nodeco",
    "--subject-name-de": "Nodeco",
    "--subject-alias": "Nodeco SA",
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of fact files, small, so that an import costs nothing."""
    folder = tmp_path / "facts"
    folder.mkdir()
    for name, text in (("attributes", ATTRIBUTES), ("subjects", SUBJECTS), ("history", HISTORY)):
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(database_url: str, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", database_url)
    app = typer.Typer()
    app.add_typer(facts.app, name="facts")

    def run(*words: object, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, ["facts", *map(str, words)], input=typed)

    assert run("import", files).exit_code == 0
    return run


def options(**changed: str | None) -> list[str]:
    """The options that add a fact; `attribute=None` leaves one out."""
    given = FACT | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return [word for name, value in given.items() if value is not None for word in (name, value)]


def known(tmp_path: Path) -> dict[str, set[str]]:
    """What the language model learns: each fact's sentences, and each subject's names under its id."""
    content = json.loads((tmp_path / "data" / "knowledge.json").read_text("utf-8"))
    found: dict[str, set[str]] = {subject["id"]: set(subject["names"]) for subject in content["subjects"]}
    for example in content["examples"]:
        found.setdefault(example["fact_id"], set()).add(example["text"])
    return found


def test_an_added_fact_reaches_the_language_model_with_its_subject_and_the_history(
    run: Command, tmp_path: Path
) -> None:
    added = run("add", *options(), "--author", "ann", "-m", "asked for it")
    assert added.exit_code == 0, added.output
    assert added.stdout == "nodeco-revenue is now version 1, published.\n"
    assert "nodeco-revenue: lacks example questions in fr: 0 of 3" in added.stderr
    assert {FACT["--example-en"], FACT["--statement-de"]} <= known(tmp_path)["nodeco-revenue"]
    assert known(tmp_path)["nodeco"] == {"Nodeco", "Nodeco SA"}
    history = run("history", "nodeco-revenue").stdout
    assert "ann: asked for it" in history


def test_imports_leave_the_added_fact(run: Command, files: Path, tmp_path: Path) -> None:
    run("add", *options())
    for words in (("import", files), ("import", files, "--retract-missing")):
        assert run(*words).stdout == "Nothing has changed.\n"
    assert "nodeco-revenue" in known(tmp_path)


def test_an_id_that_exists_is_refused_with_the_command_that_helps(run: Command) -> None:
    run("add", *options())
    again = run("add", *options(value="13 million euros"))
    assert again.exit_code == 1
    assert again.stderr.startswith("There is a fact nodeco-revenue already; `frontdesk facts edit` supersedes it.")
    assert "12 million euros" in run("history", "nodeco-revenue").stdout


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"statement_nl": None, "statement_de": None}, "nodeco-revenue: `statement` lacks nl, de"),
        ({"attribute": "revenu"}, "`attribute` names revenu, which is not in attributes.yml, did you mean `revenue`?"),
        ({"as_of": "last year"}, "`as_of` is no date (YYYY, YYYY-MM or YYYY-MM-DD): last year"),
        ({"source_url": None}, "`url` is missing"),
        ({"id": None}, "`id` is empty"),
        ({"subject_name_fr": None}, "nodeco: `names` lacks fr"),
        ({"topic": "compnies"}, "no attribute belongs to the topic compnies"),
    ],
)
def test_a_fact_that_an_import_would_refuse_is_refused(
    run: Command, tmp_path: Path, changed: dict[str, str | None], reason: str
) -> None:
    before = known(tmp_path)
    refused = run("add", *options(**changed))
    assert refused.exit_code == 1
    assert reason in refused.stderr
    assert refused.stderr.endswith("Nothing was added.\n")
    assert known(tmp_path) == before


def test_a_draft_waits_until_it_is_published(run: Command, tmp_path: Path) -> None:
    run("add", *options(), "--draft")
    assert "nodeco-revenue" not in known(tmp_path)
    assert run("publish", "nodeco-revenue").stdout == "nodeco-revenue is now version 2, published.\n"
    assert "nodeco-revenue" in known(tmp_path)


def test_an_edit_supersedes_what_it_names_and_adds_examples(run: Command, tmp_path: Path) -> None:
    run("add", *options())
    edited = run("edit", "nodeco-revenue", "--value", "13 million euros", "--example-en", "Nodeco sales?")
    assert edited.stdout == "nodeco-revenue is now version 2, published.\n", edited.output
    assert {FACT["--example-en"], "Nodeco sales?", FACT["--statement-fr"]} <= known(tmp_path)["nodeco-revenue"]
    assert run("edit", "nodeco-revenue", "--value", "13 million euros").stdout == "Nothing has changed.\n"


def test_a_retracted_fact_is_gone_until_it_is_published_again(run: Command, tmp_path: Path) -> None:
    run("add", *options())
    assert run("retract", "nodeco-revenue").exit_code == 2, "a retraction needs a reason"
    run("retract", "nodeco-revenue", "--reason", "the report was wrong")
    assert "nodeco-revenue" not in known(tmp_path)
    assert "the report was wrong" in run("history", "nodeco-revenue").stdout
    run("publish", "nodeco-revenue")
    assert "nodeco-revenue" in known(tmp_path)


def test_a_retracted_fact_of_the_files_stays_retracted_at_the_next_start(
    run: Command, files: Path, tmp_path: Path
) -> None:
    run("retract", "ucb-founded", "-m", "contested")
    imported = run("import", files)
    assert "kept        ucb-founded: retracted" in imported.stdout
    assert imported.stdout.endswith("Nothing has changed.\n")
    assert "ucb-founded" not in known(tmp_path)


def test_a_fact_that_does_not_hold_any_more_is_withheld(run: Command, tmp_path: Path) -> None:
    added = run("add", *options(), "--valid-until", "2020-12-31")
    assert "lacks validity: it held until 2020-12-31" in added.stderr
    assert "nodeco-revenue" not in known(tmp_path)


def test_a_file_and_the_standard_input_hold_facts_whole(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "note.yml"
    file.write_text(FILE, "utf-8")
    assert run("add", "--file", file).stdout == "nodeco-people is now version 1, published.\n"
    edited = run("edit", "--file", "-", typed=FILE.replace("12 people", "15 people"))
    assert edited.stdout == "nodeco-people is now version 2, published.\n", edited.output
    assert "Nodeco has 15 people." in known(tmp_path)["nodeco-people"]
    file.write_text(FILE.replace("scope: WAL", "scope: Namur"), "utf-8")
    assert f"{file}:5: nodeco-people: `scope` is Namur" in run("edit", "--file", file).stderr


@pytest.mark.parametrize(
    "words", [("add",), ("edit",), ("edit", "x", "--file", "-"), ("add", "--file", "/nowhere.yml")]
)
def test_a_command_that_says_too_little_or_too_much_is_a_usage_error(run: Command, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("words", [("retract", "x", "-m", "y"), ("publish", "x"), ("edit", "x", "--value", "1")])
def test_a_fact_that_does_not_exist_is_said_not_to(run: Command, words: tuple[str, ...]) -> None:
    refused = run(*words)
    assert (refused.exit_code, refused.stderr) == (1, "There is no fact x.\n")
