"""The facts and leads commands on a database of their own."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from frontdesk.cli import facts, leads
from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.settings import PROJECT_ROOT
from frontdesk.store.lead_store import SqlLeadStore
from frontdesk.store.session import open_database
from frontdesk.supervision.errors import StartProblem
from tests.factories import make_enquiry, make_lead

pytestmark = pytest.mark.store

type Command = Callable[..., Result]
FACTS = PROJECT_ROOT / "data" / "facts"


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", database_url)
    app = typer.Typer()
    app.add_typer(facts.app, name="facts")
    app.add_typer(leads.app, name="leads")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FACTS, tmp_path / "facts"))


def _knowledge(tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads((tmp_path / "data" / "knowledge.json").read_text("utf-8"))
    return found


def test_the_curated_facts_are_imported_once(run: Command, tmp_path: Path) -> None:
    first, second = run("facts", "import"), run("facts", "import")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert " new, 0 superseded, 0 retracted facts" in first.stdout
    assert second.stdout == "Nothing has changed.\n"
    assert _knowledge(tmp_path)["examples"]


def test_the_curated_facts_come_out_as_they_went_in(run: Command, tmp_path: Path) -> None:
    run("facts", "import")
    exported = run("facts", "export", tmp_path / "out")
    assert {Path(line).name for line in exported.stdout.split()} == {path.name for path in FACTS.glob("*.yml")}
    again = run("facts", "import", tmp_path / "out", "--retract-missing")
    assert again.stdout == "Nothing has changed.\n", again.output


def test_one_bad_file_refuses_all(run: Command, folder: Path, tmp_path: Path) -> None:
    run("facts", "import", folder)
    before = _knowledge(tmp_path)
    history, people = folder / "history.yml", folder / "people.yml"
    history.write_text(history.read_text("utf-8").replace("1928", "1929"), "utf-8")
    people.write_text(people.read_text("utf-8").replace("review_by:", "reviewed_by:", 1), "utf-8")
    refused = run("facts", "import", folder)
    assert refused.exit_code == 1
    assert f"{people}:" in refused.stderr
    assert "unknown key `reviewed_by`, did you mean `review_by`?" in refused.stderr
    assert refused.stderr.endswith("Nothing was imported.\n")
    assert _knowledge(tmp_path) == before


def test_an_edit_is_in_the_knowledge_file_at_once_and_can_be_taken_back(
    run: Command, folder: Path, tmp_path: Path
) -> None:
    run("facts", "import", folder)
    before = _knowledge(tmp_path)
    history = folder / "history.yml"
    text = history.read_text("utf-8")
    assert "scene-1928-ucb-founded" in text
    history.write_text(text.replace("UCB", "Union Chimique"), "utf-8")
    imported = run("facts", "import", folder, "--author", "ann", "-m", "renamed")
    assert "superseded  scene-1928-ucb-founded" in imported.stdout
    assert any("Union Chimique" in example["text"] for example in _knowledge(tmp_path)["examples"])
    assert "ann: renamed" in run("facts", "history", "scene-1928-ucb-founded").stdout
    restored = run("facts", "restore", "scene-1928-ucb-founded", "1")
    assert "is now version 3" in restored.stdout
    old, new = (
        [example for example in found["examples"] if example["fact_id"] == "scene-1928-ucb-founded"]
        for found in (before, _knowledge(tmp_path))
    )
    assert new == old


def test_facts_that_left_the_folder_are_withdrawn_on_demand(run: Command, folder: Path, tmp_path: Path) -> None:
    run("facts", "import", folder)
    stated = {example["fact_id"] for example in _knowledge(tmp_path)["examples"]}
    (folder / "people.yml").unlink()
    assert run("facts", "import", folder).stdout == "Nothing has changed.\n"
    assert "retracted   " in run("facts", "import", folder, "--retract-missing").stdout
    left = {example["fact_id"] for example in _knowledge(tmp_path)["examples"]}
    people = {fact.id for fact in YamlFactFiles().read([FACTS]).facts if fact.topic == "people"}
    assert people & stated
    assert left == stated - people


def test_one_file_cannot_withdraw_the_others(run: Command, folder: Path) -> None:
    run("facts", "import", folder)
    refused = run("facts", "import", folder / "history.yml", "--retract-missing")
    assert refused.exit_code == 2
    assert run("facts", "import", folder).stdout == "Nothing has changed.\n"


def test_lint_ends_with_an_error_on_a_finding(run: Command, folder: Path) -> None:
    history = folder / "history.yml"
    history.write_text(history.read_text("utf-8").replace("review_by: 2027", "review_by: 2019", 1), "utf-8")
    found = run("facts", "lint", folder)
    assert found.exit_code == 1
    assert "lacks a review: due on 2019" in found.stderr
    run("facts", "import", folder)
    assert run("facts", "lint", "--stored").exit_code == 1
    assert "2019-" in run("facts", "review").stdout


def test_the_curated_facts_lack_nothing(run: Command) -> None:
    found = run("facts", "lint")
    assert (found.exit_code, found.stdout) == (0, "Nothing is lacking.\n"), found.stderr


def test_unknown_facts_and_paths_are_said_to_be_unknown(run: Command, tmp_path: Path) -> None:
    assert run("facts", "history", "nothing").stderr == "There is no fact nothing.\n"
    assert run("facts", "import", tmp_path / "nowhere").exit_code == 2


def test_a_database_that_is_away_is_one_sentence(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    problem = run("leads", "list").exception
    assert isinstance(problem, StartProblem)
    assert str(problem).startswith("The database cannot be used now (")


def test_leads_are_listed_and_exported(run: Command, database_url: str, tmp_path: Path) -> None:
    assert run("leads", "list").stdout == "0 leads.\n"
    database = open_database(database_url)
    lead = make_lead(enquiry=make_enquiry(organisation="[bold]Evil\x1b[31m Ltd"))
    SqlLeadStore(database).record_lead(lead, [])
    database.close()
    listed = run("leads", "list").stdout
    assert lead.reference in listed
    assert "[bold]Evil [31m Ltd" in listed
    assert "\x1b" not in listed
    (exported,) = json.loads(run("leads", "export", "--format", "json").stdout)
    assert (exported["reference"], exported["investment_eur"]) == (lead.reference, 40000000)
    for form in ("csv", "xlsx", "vcard"):
        target = tmp_path / f"leads.{form}"
        assert run("leads", "export", "--format", form, "--output", target).exit_code == 0
        assert target.stat().st_size > 100


def test_leads_are_listed_and_exported_by_what_they_are(run: Command, database_url: str) -> None:
    database = open_database(database_url)
    store = SqlLeadStore(database)
    american, french = (make_lead(enquiry=make_enquiry(country=country)) for country in ("US", "FR"))
    for lead in (american, french):
        store.record_lead(lead, [])
    database.close()
    listed = run("leads", "list", "--country", "FR", "--search", "acme")
    assert french.reference in listed.stdout
    assert american.reference not in listed.stdout
    exported = json.loads(run("leads", "export", "--country", "US", "--since", "2026-11-23").stdout)
    assert [one["reference"] for one in exported] == [american.reference]
    assert run("leads", "list", "--view", "closed").stdout == "0 leads.\n"
    assert run("leads", "list", "--country", "Belgium").exit_code != 0
