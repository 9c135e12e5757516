"""Tests that could never fail are no tests."""

import ast
from pathlib import Path

from tests.contracts.source import files, place, tree

ASSERTING_CALLS = ("assert", "raises", "warns", "fail", "expect", "wait_for", "check")


def test_every_test_asserts() -> None:
    silent = [
        place(path, node)
        for path in files("tests", "bot/tests", "actions/tests")
        if path.name.startswith("test_")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not asserts(node, asserting_functions(path))
    ]
    assert not silent, "these tests assert nothing:\n  " + "\n  ".join(silent)


def asserting_functions(path: Path) -> set[str]:
    """Functions of the same file that assert for the tests that call them."""
    return {
        node.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and asserts(node, set())
    }


def asserts(function: ast.FunctionDef | ast.AsyncFunctionDef, known: set[str]) -> bool:
    """Whether a function asserts itself, or calls something that says by its name that it does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in known or name.lstrip("_").startswith(ASSERTING_CALLS):
                return True
    return False


def test_every_test_is_named_as_a_sentence() -> None:
    short = [
        place(path, node)
        for path in files("tests", "bot/tests")
        if path.name.startswith("test_")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name.count("_") < 3
    ]
    assert not short, "name these tests as a sentence that says what holds:\n  " + "\n  ".join(short)
