"""docs/operations.md knows every setting, every command and every verb of the Makefile."""

import re

import pytest
import typer

from frontdesk.cli.main import app
from frontdesk.cli.settings_table import settings_table
from tests.contracts.source import ROOT, files

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """Every command as it is typed, `facts import` and so on."""
    top = typer.main.get_command(app)
    found = []
    for name, command in getattr(top, "commands", {}).items():
        below = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in below] if below else [name]
    return found


def test_the_table_of_settings_is_the_one_the_settings_make() -> None:
    assert settings_table() in OPERATIONS, (
        "docs/operations.md does not hold the present table; put the output of `python -m frontdesk.cli.settings_table` there"
    )


@pytest.mark.parametrize("command", commands())
def test_command_is_documented(command: str) -> None:
    assert f"`frontdesk {command}" in OPERATIONS, f"docs/operations.md says nothing of `frontdesk {command}`"


@pytest.mark.parametrize("command", commands())
def test_command_teaches_what_it_is_for(command: str) -> None:
    found = typer.main.get_command(app)
    for name in command.split():
        found = getattr(found, "commands")[name]  # noqa: B009 - click's groups are untyped here
    assert found.help, f"`frontdesk {command} --help` says nothing"


def test_every_verb_of_the_makefile_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    missing = [verb for verb in verbs if f"`make {verb}`" not in OPERATIONS and verb != "help"]
    assert not missing, f"docs/operations.md says nothing of {missing}"


def test_no_committed_file_names_a_machine_of_its_writer() -> None:
    pattern = re.compile(r"(?<![\w.])/(tmp|root|home|work)/[a-z]")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for suffix in (".py", ".md", ".yml", ".toml", ".sh", ".ts", ".js")
        for path in files(".", suffix=suffix)
        if path.name != "test_docs.py" and (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found, "paths of one machine: " + ", ".join(found)
