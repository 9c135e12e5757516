"""docs/operations.md knows every setting, every command and every verb of the Makefile."""

import re
from typing import Any

import pytest
import typer

from frontdesk.cli.main import app
from frontdesk.cli.settings_table import settings_table
from tests.contracts.source import ROOT, files

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def below(command: Any) -> dict[str, Any]:
    """The subcommands of a command; none where it is no group."""
    if not hasattr(command, "list_commands"):
        return {}
    return {name: command.get_command(None, name) for name in command.list_commands(None)}


def commands() -> dict[str, Any]:
    """Every command as it is typed, `facts import` and so on."""
    found: dict[str, Any] = {}
    for name, command in below(typer.main.get_command(app)).items():
        subs = below(command)
        found |= {f"{name} {sub}": inner for sub, inner in subs.items()} if subs else {name: command}
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
    assert commands()[command].help, f"`frontdesk {command} --help` says nothing"


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
