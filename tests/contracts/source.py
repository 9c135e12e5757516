"""Reads this repository's own files for the contract tests: Python as syntax trees, YAML as data."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from frontdesk.values import Language

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {language.value for language in Language}


@cache
def files(*folders: str, suffix: str = ".py") -> tuple[Path, ...]:
    """Files of the repository, as git knows them, under some folders; new ones that are not ignored count too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = sorted({ROOT / name for name in listed.split("\0") if name.endswith(suffix)})
    return tuple(path for path in paths if path.exists())


@cache
def tree(path: Path) -> ast.Module:
    """A Python file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def data(name: str) -> Any:
    """A YAML file's content."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST) -> str:
    """Where something is, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the dotted name that is called ("dispatcher.utter_message")."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    """A name as it is written, "a.b.c"; what is no name becomes "?"."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"
