"""`frontdesk staff`: the first administrator comes in by a command, since no account comes with the installation."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner, Result

from frontdesk.cli import staff
from frontdesk.store.audit_tables import AuditRow
from frontdesk.store.session import open_database

pytestmark = pytest.mark.store

type Command = Callable[..., Result]
ANN = ("add", "--email", "Ann@agency.example", "--name", "Ann Lambert", "--role", "administrator")


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", database_url)
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", "https://desk.agency.example")
    return lambda *words: CliRunner().invoke(staff.app, words)


def link_in(result: Result) -> str:
    found = re.search(r"https://desk\.agency\.example/desk/welcome/([\w-]{43})\s", result.output)
    assert found is not None, result.output
    return found[1]


def test_an_invitation_prints_a_link_that_works_for_three_days(run: Command) -> None:
    added = run(*ANN)
    assert added.exit_code == 0
    assert link_in(added)
    assert "72 hours" in added.output
    assert "ann@agency.example" in run("list").output


def test_asvs_6_4_1_the_token_is_kept_as_a_hash_only(run: Command, database_url: str) -> None:
    token = link_in(run(*ANN))
    database = open_database(database_url)
    with database.engine.connect() as connection:
        rows = [
            str(row)
            for table in ("invitations", "staff", "audit_log")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    database.close()
    assert rows
    assert not [row for row in rows if token in row]


def test_a_new_link_replaces_the_one_before(run: Command) -> None:
    first = link_in(run(*ANN))
    assert link_in(run("reset", "--email", "ann@agency.example", "--second-factor")) != first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ANN, "somebody has the address"),
        (("add", "--email", "ann at agency", "--name", "Ann"), "no e-mail address"),
        (("reset", "--email", "nobody@agency.example"), "nobody has the address"),
        (("disable", "--email", "ann@agency.example"), "last administrator"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Command, words: tuple[str, ...], said: str) -> None:
    run(*ANN)
    refused = run(*words)
    assert refused.exit_code == 2
    assert said in " ".join(refused.output.replace("│", " ").split())


def test_somebody_is_disabled_and_let_in_again_under_the_name_of_who_did_it(run: Command, database_url: str) -> None:
    run(*ANN)
    run("add", "--email", "ben@agency.example", "--name", "Ben")
    assert run("disable", "--email", "ben@agency.example").exit_code == 0
    assert "disabled" in run("list").output
    assert run("enable", "--email", "ben@agency.example").exit_code == 0
    assert "disabled" not in run("list").output
    database = open_database(database_url)
    with database.reading() as session:
        actors = {row.actor for row in session.scalars(select(AuditRow))}
    database.close()
    assert all(actor.startswith("cli:") for actor in actors)
